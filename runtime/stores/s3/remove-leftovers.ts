import type { BlobKeys } from "./blob-keys.js";
import type { Bucket } from "./bucket.js";

/** Nobody is at one upload for a whole day: who began it was killed, or never finished it. */
const DEAD_AFTER_MS = 86_400_000;

/** Removes the parts of unfinished uploads, what clients have brought and never finished, and tombs that have long been dead. */
export async function removeLeftovers(bucket: Bucket, keys: BlobKeys): Promise<void> {
  await bucket.abortUploads(keys.blobs, DEAD_AFTER_MS);
  for (const prefix of [keys.uploads, keys.checks, keys.tombs]) {
    for await (const { key, age } of bucket.list(prefix)) if (age > DEAD_AFTER_MS) await bucket.delete([key]);
  }
}
