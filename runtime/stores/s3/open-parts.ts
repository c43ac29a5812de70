import type { BlobStore } from "../blob-store.js";
import { cacheRevisions } from "../cached-revisions.js";
import type { RevisionStore } from "../revision-store.js";
import type { Part } from "../storage.js";
import { S3BlobStore } from "./blob-store.js";
import type { Bucket } from "./bucket.js";
import { openS3 } from "./client.js";
import type { S3Options } from "./options.js";
import { S3RevisionStore } from "./revision-store.js";

/** 32 MiB: a few ten thousand revisions of ordinary size. */
const CACHE_SIZE = 32 * 1_048_576;

/**
 * The data of revisions in an S3 bucket, to put a storage together from; any number of processes may share it. What was read or put last
 * is kept in memory.
 *
 * @throws CONFIG_INVALID when an option is wrong, the driver is not installed, or the server refuses bucket, keys or region;
 *   BACKEND_UNAVAILABLE when it does not answer.
 */
export async function openS3Revisions(options: S3Options): Promise<Part<RevisionStore>> {
  const bucket = await openChecked(options);
  return cacheRevisions({ store: new S3RevisionStore(bucket, options.prefix ?? ""), close: () => bucket.close() }, CACHE_SIZE);
}

/**
 * Blobs in an S3 bucket, to put a storage together from; any number of processes may share it. Large ones pass through the folder for
 * temporary files.
 *
 * @throws as `openS3Revisions`.
 */
export async function openS3Blobs(options: S3Options): Promise<Part<BlobStore>> {
  const bucket = await openChecked(options);
  return { store: new S3BlobStore(bucket, options.prefix ?? ""), close: () => bucket.close() };
}

/** What is wrong with the set-up is told at once, and not by the first write. */
async function openChecked(options: S3Options): Promise<Bucket> {
  const bucket = await openS3(options);
  try {
    await bucket.ping();
    return bucket;
  } catch (error) {
    await bucket.close();
    throw error;
  }
}
