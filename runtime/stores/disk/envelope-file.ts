import { hash } from "node:crypto";
import type { Envelope } from "../revision-store.js";

/**
 * How an envelope is a file: a line of JSON, which describes it and ends with a hash of its own, and then the bytes of the data, so
 * that they can be read and sent on by themselves:
 *
 * `{"format":1,"uid":…,"info":{…},"size":2,"sha256":"…","head":"…"}⏎{}`, or with `"sameAs":"…"` in place of size and hash.
 */
const FORMAT = 1;

const NEW_LINE = 10;
const SEAL_START = ',"head":"';
const SEAL_END = '"}';
const SEAL_SIZE = SEAL_START.length + 64 + SEAL_END.length;

interface Head {
  readonly format: unknown;
  readonly uid: string;
  readonly info: Envelope["info"];
  readonly sameAs?: string;
  readonly size?: number;
  readonly sha256?: string;
}

/** What a file was found to hold: a whole envelope, or what is wrong with it. */
export type DecodedFile =
  | { readonly envelope: Envelope }
  /** The uid as far as it can still be told. */
  | { readonly uid: string | undefined; readonly problem: string };

/** The name of an envelope's file: the SHA-256 of its uid in lower-case hexadecimal, which no file system takes for another name. */
export function nameOf(uid: string): string {
  return hash("sha256", uid);
}

export function encodeEnvelope({ uid, info, payload }: Envelope): Buffer {
  const isShared = "sameAs" in payload;
  const facts = isShared ? { sameAs: payload.sameAs } : { size: Buffer.byteLength(payload.data), sha256: hash("sha256", payload.data) };
  const head = JSON.stringify({ format: FORMAT, uid, info, ...facts }).slice(0, -1);
  return Buffer.from(`${head}${SEAL_START}${hash("sha256", head)}${SEAL_END}\n${isShared ? "" : payload.data}`);
}

/** @param name the file's own, which must be that of the envelope's uid. */
export function decodeEnvelope(bytes: Buffer, name: string): DecodedFile {
  const end = bytes.indexOf(NEW_LINE);
  const head = end === -1 ? undefined : parseHead(bytes.subarray(0, end));
  if (head === undefined) return { uid: undefined, problem: "Its first line is cut off or altered." };
  const { format, uid, info, sameAs } = head;
  if (format !== FORMAT) return { uid, problem: `Its format is ${String(format)}, which this version does not know.` };
  if (nameOf(uid) !== name) return { uid, problem: "It has the name of another revision's file." };
  const data = bytes.subarray(end + 1);
  const problem = dataProblem(head, data);
  if (problem !== undefined) return { uid, problem };
  return { envelope: { uid, info, payload: sameAs === undefined ? { data: data.toString() } : { sameAs } } };
}

/** The line as it was written; undefined when it is not what its seal says. */
function parseHead(line: Buffer): Head | undefined {
  const sealed = line.subarray(0, -SEAL_SIZE);
  const seal = `${SEAL_START}${hash("sha256", sealed)}${SEAL_END}`;
  return line.subarray(-SEAL_SIZE).equals(Buffer.from(seal)) ? JSON.parse(line.toString()) : undefined;
}

function dataProblem({ sameAs, size, sha256 }: Head, data: Buffer): string | undefined {
  const expected = sameAs === undefined ? size : 0;
  if (data.length !== expected) return `Its data has ${data.length} bytes in place of ${String(expected)}.`;
  return sameAs === undefined && hash("sha256", data) !== sha256 ? "Its data is not what was written: the SHA-256 differs." : undefined;
}
