import { createHash, type Hash } from "node:crypto";

/** The text with `\n` line ends: what a checkout with another setting holds is still the same file. */
export function toUnixLines(text: string): string {
  return text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
}

/** SHA-256 over the text's UTF-8, in hex; the same for every kind of line end. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(toUnixLines(text)).digest("hex");
}

/**
 * The fingerprint of a file's text. The last one of each file is kept: to compare a text is much faster than to hash it, and
 * one that begins as the last did is hashed from there.
 */
export function fingerprintAt(path: string, text: string): string {
  const last = latest.get(path);
  if (last?.text === text) return last.print;
  const next = hashOnwards(text, toUnixLines(text), last);
  latest.set(path, next);
  return next.print;
}

interface Hashed {
  readonly text: string;
  readonly print: string;
  /** The same with `\n` line ends. */
  readonly unix: string;
  readonly marks: readonly Mark[];
}

/** The hash of a text's beginning. */
interface Mark {
  readonly end: number;
  readonly hash: Hash;
}

const latest = new Map<string, Hashed>();

/** Characters from mark to mark. Most files are shorter, and have none. */
const STRIDE = 200_000;

function hashOnwards(text: string, unix: string, last: Hashed | undefined): Hashed {
  const marks = last === undefined ? [] : commonMarks(unix, last);
  let hash = marks.at(-1)?.hash.copy() ?? createHash("sha256");
  let start = marks.at(-1)?.end ?? 0;
  for (let end = nextEnd(unix, start); end > 0; end = nextEnd(unix, start)) {
    hash = hash.update(unix.slice(start, end));
    marks.push({ end, hash: hash.copy() });
    start = end;
  }
  return { text, unix, marks, print: hash.update(unix.slice(start)).digest("hex") };
}

/** The marks up to which both texts are the same. */
function commonMarks(unix: string, last: Hashed): Mark[] {
  const different = last.marks.findIndex(({ end }, at) => {
    const start = last.marks[at - 1]?.end ?? 0;
    return unix.slice(start, end) !== last.unix.slice(start, end);
  });
  return last.marks.slice(0, different === -1 ? undefined : different);
}

/** Behind a line, so that no character is cut in two; 0 when the rest is short. */
function nextEnd(unix: string, start: number): number {
  return unix.indexOf("\n", start + STRIDE) + 1;
}
