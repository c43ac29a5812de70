/** How many of the first bytes tell what the rest is. */
export const SNIFFED_BYTES = 512;

/** A text of one character per byte, and where it stands. */
type Mark = readonly [at: number, text: string];

/** What files begin with. The first row whose marks are all there counts. */
const SIGNATURES: readonly (readonly [type: string, ...marks: readonly Mark[]])[] = [
  ["image/png", [0, "\x89PNG\r\n\x1A\n"]],
  ["image/jpeg", [0, "\xFF\xD8\xFF"]],
  ["image/gif", [0, "GIF87a"]],
  ["image/gif", [0, "GIF89a"]],
  ["image/webp", [0, "RIFF"], [8, "WEBP"]],
  ["image/avif", [4, "ftypavif"]],
  ["image/avif", [4, "ftypavis"]],
  ["application/pdf", [0, "%PDF-"]],
  ["application/zip", [0, "PK\x03\x04"]],
  ["application/zip", [0, "PK\x05\x06"]],
  ["application/gzip", [0, "\x1F\x8B\x08"]],
  ["video/mp4", [4, "ftyp"]],
  ["audio/mpeg", [0, "ID3"]],
  ["audio/mpeg", [0, "\xFF\xFB"]],
  ["audio/mpeg", [0, "\xFF\xFA"]],
  ["audio/mpeg", [0, "\xFF\xF3"]],
  ["audio/mpeg", [0, "\xFF\xF2"]],
  ["audio/wav", [0, "RIFF"], [8, "WAVE"]],
];

/** The same for text, of which white space, comments and a byte order mark have been left out. */
const TEXTS: readonly (readonly [type: string, start: RegExp])[] = [
  ["image/svg+xml", /^(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg[\s>]/i],
  ["text/html", /^<(?:!DOCTYPE html|html|head|body|script|iframe|style|title|meta|table|div|h1|p|a|br|img)[\s/>]/i],
  ["application/xml", /^<\?xml\s/i],
];

const LEADING = /^(?:\u00EF\u00BB\u00BF)?(?:\s|<!--[^]*?-->)*/;

/** Types that no file is of without beginning like one. */
export const SIGNED_TYPES: ReadonlySet<string> = new Set(SIGNATURES.map(([type]) => type));

/** What the first bytes of a file show it to be; undefined when they show nothing. */
export function sniffMediaType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, SNIFFED_BYTES)).toString("latin1");
  const signed = SIGNATURES.find(([, ...marks]) => marks.every(([at, text]) => start.startsWith(text, at)));
  if (signed !== undefined) return signed[0];
  const text = start.replace(LEADING, "");
  return TEXTS.find(([, pattern]) => pattern.test(text))?.[0];
}
