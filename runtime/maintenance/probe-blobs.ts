import { createHash, randomBytes } from "node:crypto";
import type { BlobStore, ByteRange } from "../stores/blob-store.js";
import type { Step } from "./run-steps.js";

/** How many bytes are put. They are random: nobody else can have a blob of them. */
const SIZE = 4096;

/** Later than any clock says now: nobody else uses the blob, so that it can go at once. */
const DAY_MS = 86_400_000;

/** A blob that nobody named: put, claimed, read as a whole and in part, deleted. */
export function probeBlobs(blobs: BlobStore): Step[] {
  const bytes = randomBytes(SIZE);
  const fileId = createHash("sha256").update(bytes).digest("hex");
  return [
    { name: "write", work: async () => expect((await blobs.put(inChunks(bytes))).fileId === fileId, "it has another file id than its bytes") },
    { name: "claim", work: async () => expect((await blobs.claim(fileId))?.size === SIZE, "what was written is not there") },
    { name: "read", work: async () => expect((await readAll(blobs, fileId)).equals(bytes), "other bytes come back than were written") },
    { name: "read a range", work: async () => expect((await readAll(blobs, fileId, { first: 100, last: 199 })).equals(bytes.subarray(100, 200)), "other bytes come back than were written") },
    { name: "delete", work: () => remove(blobs, fileId), clears: "write" },
    { name: "look again", work: async () => expect((await blobs.stat(fileId)) === undefined, "what was deleted is still there") },
  ];
}

async function remove(blobs: BlobStore, fileId: string): Promise<void> {
  expect(await blobs.delete(fileId, new Date(Date.now() + DAY_MS)), "it is not gone");
}

async function* inChunks(bytes: Buffer): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += SIZE / 4) yield bytes.subarray(at, at + SIZE / 4);
}

async function readAll(blobs: BlobStore, fileId: string, range?: ByteRange): Promise<Buffer> {
  const found = await blobs.read(fileId, range);
  const chunks: Uint8Array[] = [];
  for await (const chunk of found ?? []) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function expect(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
