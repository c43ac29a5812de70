import { isIpv6 } from "./ip.js";

/** RFC 3986 appendix B: cuts any text into its parts, once, from left to right. */
const PARTS = /^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

const SCHEME = /^[a-z][a-z0-9+.-]*$/i;
const PORT = /^[0-9]*$/;
const IP_FUTURE = /^v[0-9a-f]+\.[a-z0-9._~!$&'()*+,;=:-]+$/i;
const USER_INFO = charactersOf(":");
const REGISTERED_NAME = charactersOf("");
const PATH = charactersOf(":@/");
const QUERY = charactersOf(":@/?");

/** RFC 3986 section 3, `URI`: with a scheme. */
export function isUri(text: string): boolean {
  return hasValidParts(text, true);
}

/** RFC 3986 section 4.1, `URI-reference`. */
export function isUriReference(text: string): boolean {
  return hasValidParts(text, false);
}

function hasValidParts(text: string, needsScheme: boolean): boolean {
  const [, scheme, authority, path = "", query = "", fragment = ""] = PARTS.exec(text) ?? [];
  // Without a scheme, what stands before a colon in the first segment would be one (section 4.2).
  const hasScheme = scheme === undefined ? !needsScheme && (authority !== undefined || !/^[^/]*:/.test(path)) : SCHEME.test(scheme);
  const hasAuthority = authority === undefined ? !path.startsWith("//") : isAuthority(authority);
  return hasScheme && hasAuthority && PATH.test(path) && QUERY.test(query) && QUERY.test(fragment);
}

/** RFC 3986 section 3.2: `[ userinfo "@" ] host [ ":" port ]`. */
function isAuthority(text: string): boolean {
  const at = text.indexOf("@");
  const place = text.slice(at + 1);
  const colon = place.lastIndexOf(":");
  const hasPort = colon > place.lastIndexOf("]");
  const [host, port] = hasPort ? [place.slice(0, colon), place.slice(colon + 1)] : [place, ""];
  return USER_INFO.test(text.slice(0, Math.max(at, 0))) && isHost(host) && PORT.test(port);
}

function isHost(text: string): boolean {
  if (!text.startsWith("[") || !text.endsWith("]")) return REGISTERED_NAME.test(text);
  const literal = text.slice(1, -1);
  return isIpv6(literal) || IP_FUTURE.test(literal);
}

/** `unreserved`, `sub-delims`, percent-encoded octets (sections 2.1 to 2.3), and what else a part may have. */
function charactersOf(others: string): RegExp {
  return new RegExp(`^(?:[a-z0-9._~!$&'()*+,;=${others}-]|%[0-9a-f]{2})*$`, "i");
}
