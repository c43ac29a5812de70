import { hash } from "node:crypto";
import type { Envelope } from "@specstar/runtime";

/** A line of the log: the SHA-256 of what follows in hexadecimal, a space, the envelope as JSON, and a line feed. */
const HEAD = /^[0-9a-f]{64} \{"uid":("(?:[^"\\]|\\.)*")/;
const HASH_SIZE = 64;

/** JSON has no line feeds outside of its texts, and writes those in them as `\n`. */
export function encodeLine({ uid, info, payload }: Envelope): Buffer {
  const json = JSON.stringify({ uid, info, payload });
  return Buffer.from(`${hash("sha256", json)} ${json}\n`);
}

/** Undefined when the line is not what was written. */
export function decodeLine(line: Buffer): Envelope | undefined {
  const json = line.subarray(HASH_SIZE + 1, -1);
  return line.toString("latin1", 0, HASH_SIZE) === hash("sha256", json) ? JSON.parse(json.toString()) : undefined;
}

/** The uid of a line that may be broken, as far as it can still be told. */
export function uidOf(line: Buffer): string | undefined {
  const [, text] = HEAD.exec(line.toString()) ?? [];
  return text === undefined ? undefined : JSON.parse(text);
}
