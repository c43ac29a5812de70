const OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IPV4 = new RegExp(String.raw`^${OCTET}(?:\.${OCTET}){3}$`);
const GROUP = /^[0-9a-f]{1,4}$/i;
const GROUPS = 8;
/** No address is longer. */
const LONGEST = 45;

/** RFC 2673 section 3.2, `dotted-quad`. */
export function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/** RFC 4291 section 2.2. */
export function isIpv6(text: string): boolean {
  if (text.length > LONGEST) return false;
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return false;
  if (tail === undefined) return countGroups(head, true) === GROUPS;
  const [before, after] = [head === "" ? 0 : countGroups(head, false), tail === "" ? 0 : countGroups(tail, true)];
  return before + after < GROUPS;
}

/** How many groups of 16 bits there are: an IPv4 address in the end is two. NaN when something else is among them. */
function countGroups(text: string, mayEndInIpv4: boolean): number {
  const groups = text.split(":");
  const last = groups.at(-1) ?? "";
  const hasIpv4 = mayEndInIpv4 && isIpv4(last);
  const hex = hasIpv4 ? groups.slice(0, -1) : groups;
  return hex.every((group) => GROUP.test(group)) ? hex.length + (hasIpv4 ? 2 : 0) : Number.NaN;
}
