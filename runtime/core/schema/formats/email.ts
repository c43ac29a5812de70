import { isPlainHostname } from "./hostname.js";
import { isIpv4, isIpv6 } from "./ip.js";

const DOT_STRING = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const QUOTED_STRING = /^"(?:[ !#-[\]-~]|\\[ -~])*"$/;
const IPV6_TAG = "IPv6:";
/** RFC 5321 section 4.5.3.1.1, in octets. */
const LONGEST_LOCAL_PART = 64;

/** RFC 5321 section 4.1.2, `Mailbox`. */
export function isEmail(text: string): boolean {
  // A quoted local part may hold an @, a domain may not.
  const at = text.lastIndexOf("@");
  const [localPart, domain] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1)];
  if (localPart.length > LONGEST_LOCAL_PART) return false;
  return (DOT_STRING.test(localPart) || QUOTED_STRING.test(localPart)) && isDomain(domain);
}

function isDomain(text: string): boolean {
  return text.startsWith("[") && text.endsWith("]") ? isAddress(text.slice(1, -1)) : isPlainHostname(text);
}

/** RFC 5321 section 4.1.3, without the tags that are still to be standardized. */
function isAddress(text: string): boolean {
  return text.startsWith(IPV6_TAG) ? isIpv6(text.slice(IPV6_TAG.length)) : isIpv4(text);
}
