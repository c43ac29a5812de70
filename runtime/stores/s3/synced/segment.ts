import { createHash } from "node:crypto";
import { SpecstarError } from "../../../core/errors.js";

/** Of the text of a segment: a program refuses what it doesn't know. */
const FORMAT = 1;

/** A group of commits as one object: a line of JSON that says which it is, then the lines of its statements. */
export interface Segment {
  /** From 1, without a gap. */
  readonly number: number;
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in hexadecimal digits: the next segment names it. */
  readonly hash: string;
  /** As `StatementLog` makes it. */
  readonly body: string;
}

/** A state of the database: that after a segment. */
export interface Position {
  readonly number: number;
  readonly hash: string;
}

/** Before the first segment. */
export const START: Position = { number: 0, hash: "0".repeat(64) };

interface Header {
  readonly format: number;
  readonly segment: number;
  /** The UUID of the open store that wrote it. */
  readonly writer: string;
  /** The hash of the segment before. */
  readonly previous: string;
  /** The hash of the body. */
  readonly body: string;
}

/** The segment that follows a position. */
export function encodeSegment(after: Position, writer: string, body: string): Segment {
  const number = after.number + 1;
  const header: Header = { format: FORMAT, segment: number, writer, previous: after.hash, body: hashOf(body) };
  const bytes = Buffer.from(`${JSON.stringify(header)}\n${body}`);
  return { number, bytes, hash: hashOf(bytes), body };
}

/**
 * The segment that an object holds, which must be the one that follows a position.
 *
 * @throws BACKEND_UNAVAILABLE, naming the key, when the object is damaged, of another format, or of another history.
 */
export function decodeSegment(key: string, bytes: Uint8Array, after: Position): Segment {
  const text = Buffer.from(bytes).toString("utf8");
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  const header = parseHeader(text.slice(0, Math.max(end, 0)));
  if (header === undefined) throw broken(key, "is not a segment of the log, or is damaged");
  if (header.format !== FORMAT) throw broken(key, `has the format ${header.format}, which this program doesn't know: a newer one wrote it`);
  if (header.body !== hashOf(body)) throw broken(key, "is damaged: its content doesn't have the SHA-256 that its first line says");
  if (header.segment !== after.number + 1) throw broken(key, `holds the segment ${header.segment}: it was copied or renamed`);
  if (header.previous !== after.hash) throw broken(key, "doesn't follow the segment before it: one of the two was replaced");
  return { number: header.segment, bytes, hash: hashOf(bytes), body };
}

function parseHeader(line: string): Header | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  return isHeader(value) ? value : undefined;
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== "object" || value === null || !("format" in value && "segment" in value && "writer" in value && "previous" in value && "body" in value)) return false;
  const { format, segment, writer, previous, body } = value;
  return typeof format === "number" && typeof segment === "number" && [writer, previous, body].every((text) => typeof text === "string");
}

function hashOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

function broken(key: string, what: string): SpecstarError {
  return new SpecstarError("BACKEND_UNAVAILABLE", `The object ${key} ${what}. Restore it from a backup of the bucket, or from one of its older versions.`);
}
