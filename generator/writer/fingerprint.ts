import { createHash } from "node:crypto";

/** The text with `\n` line ends: what a checkout with another setting holds is still the same file. */
export function toUnixLines(text: string): string {
  return text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
}

/** SHA-256 over the text's UTF-8, in hex; the same for every kind of line end. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(toUnixLines(text)).digest("hex");
}
