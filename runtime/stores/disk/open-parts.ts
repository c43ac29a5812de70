import type { BlobStore } from "../blob-store.js";
import { cacheRevisions } from "../cached-revisions.js";
import type { RevisionStore } from "../revision-store.js";
import type { Part } from "../storage.js";
import { FileBlobStore } from "./blob-store.js";
import { FileRevisionStore } from "./revision-store.js";

/** 32 MiB: a few ten thousand revisions of ordinary size. */
const CACHE_SIZE = 32 * 1_048_576;

/**
 * The data of revisions as files below a folder, to put a storage together from; several processes may share it. What was read or put
 * last is kept in memory. The folder is made when the first revision comes.
 */
export function openFileRevisions(dir: string): Part<RevisionStore> {
  const store = new FileRevisionStore(dir);
  return cacheRevisions({ store, close: () => store.close() }, CACHE_SIZE);
}

/** Blobs as files below a folder, to put a storage together from; several processes may share it. The folder is made when the first blob comes. */
export function openFileBlobs(dir: string): Part<BlobStore> {
  return { store: new FileBlobStore(dir), close: async () => undefined };
}
