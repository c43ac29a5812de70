/** `type/subtype` and parameters (RFC 9110 sections 5.6.2, 5.6.4 and 8.3.1), on one line and in ASCII. */
const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const QUOTED = String.raw`"(?:[\t \x21\x23-\x5b\x5d-\x7e]|\\[\t \x21-\x7e])*"`;
const MEDIA_TYPE = new RegExp(`^${TOKEN}/${TOKEN}(?:[ \\t]*;[ \\t]*(?:${TOKEN}=(?:${TOKEN}|${QUOTED}))?)*$`);

const LONGEST = 255;

/** What is known of bytes of which nothing is known. */
export const UNKNOWN_TYPE = "application/octet-stream";

/** Whether a text is a media type that can be sent in a header. */
export function isMediaType(text: string): boolean {
  return text.length <= LONGEST && MEDIA_TYPE.test(text);
}

/** A media type without its parameters, in lower case: `text/plain` of `Text/Plain; charset=utf-8`. */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}
