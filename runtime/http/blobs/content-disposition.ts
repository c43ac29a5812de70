/** What a quoted string can have without escapes, in ASCII and without the `%` that some clients decode (RFC 6266 appendix D). */
const PLAIN = /^[\x20-\x7e]+$/;
const UNSAFE = /[^\x20-\x7e]|["\\%]/gu;

/** What `encodeURIComponent` leaves as it is and RFC 8187 section 3.2.1 doesn't. */
const LEFT = /['()*]/g;

/**
 * A Content-Disposition field (RFC 6266). A name beyond plain ASCII is sent in UTF-8 as well (RFC 8187): nothing in it can end the
 * field or the line.
 */
export function contentDisposition(kind: "inline" | "attachment", name: string | undefined): string {
  if (name === undefined) return kind;
  const plain = name.replaceAll(UNSAFE, "_");
  return plain === name && PLAIN.test(name) ? `${kind}; filename="${name}"` : `${kind}; filename="${plain}"; filename*=UTF-8''${encode(name)}`;
}

function encode(name: string): string {
  return encodeURIComponent(name.replaceAll(/\p{Cs}/gu, "_")).replaceAll(LEFT, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
