import { createHash } from "node:crypto";

/** The text with `\n` line ends: what a checkout with another setting holds is still the same file. */
export function toUnixLines(text: string): string {
  return text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
}

/** SHA-256 over the text's UTF-8, in hex; the same for every kind of line end. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(toUnixLines(text)).digest("hex");
}

/** The fingerprint of a file's text. The last one of each file is kept: to compare a text is much faster than to hash it. */
export function fingerprintAt(path: string, text: string): string {
  const last = latest.get(path);
  if (last?.text === text) return last.print;
  const print = fingerprint(text);
  latest.set(path, { text, print });
  return print;
}

const latest = new Map<string, { readonly text: string; readonly print: string }>();
