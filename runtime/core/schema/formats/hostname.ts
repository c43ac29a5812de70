import { isIdnLabel } from "./idn-label.js";
import { decodePunycode, encodePunycode } from "./punycode.js";

/** RFC 1123 section 2.1, RFC 1034 section 3.1: without the length octets and the root, 253 letters are left. */
const LONGEST = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const A_LABEL_PREFIX = "xn--";

/** RFC 1123 section 2.1, with the labels for other letters (RFC 5890 section 2.3.2.1, `A-label`) held to what they stand for. */
export function isHostname(text: string): boolean {
  return isPlainHostname(text) && text.split(".").every((label) => !isCoded(label) || isALabel(label));
}

/** The same for the letters alone. */
export function isPlainHostname(text: string): boolean {
  return text.length <= LONGEST && text.split(".").every((label) => LABEL.test(label));
}

function isCoded(label: string): boolean {
  return label.slice(0, A_LABEL_PREFIX.length).toLowerCase() === A_LABEL_PREFIX;
}

/** RFC 5891 section 5.4: it stands for a valid label, and there is no other way to write that. */
function isALabel(label: string): boolean {
  const coded = label.slice(A_LABEL_PREFIX.length);
  const points = decodePunycode(coded);
  return points !== undefined && encodePunycode(points) === coded.toLowerCase() && isIdnLabel(points);
}
