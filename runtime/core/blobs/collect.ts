import type { StoredBlob } from "../../stores/blob-store.js";
import { inBatches } from "../../stores/in-batches.js";
import type { Storage } from "../../stores/storage.js";

export interface CollectOptions {
  /** Blobs that were put or claimed after this time are left alone: a write may be about to name them. */
  readonly olderThan: Date;
  /** Counts what would be removed, and removes nothing. */
  readonly dryRun?: boolean | undefined;
  /** Told after every few blobs how far it is. */
  readonly onProgress?: ((soFar: CollectedBlobs) => void) | undefined;
}

export interface CollectedBlobs {
  /** How many blobs were looked at. */
  readonly seen: number;
  /** How many of them were removed, or would be. */
  readonly removed: number;
  readonly removedBytes: number;
}

/** How many blobs the meta store is asked about at once. */
const BATCH = 500;

/**
 * Removes the blobs that no kept data names and that nobody has put or claimed lately. Works beside running servers: what is claimed
 * in the meantime stays.
 */
export async function collectBlobs(storage: Pick<Storage, "blobs" | "meta">, options: CollectOptions): Promise<CollectedBlobs> {
  let total: CollectedBlobs = { seen: 0, removed: 0, removedBytes: 0 };
  for await (const batch of inBatches(storage.blobs.list(), BATCH)) {
    const removed = await collectBatch(storage, batch, options);
    const bytes = removed.reduce((sum, { size }) => sum + size, 0);
    total = { seen: total.seen + batch.length, removed: total.removed + removed.length, removedBytes: total.removedBytes + bytes };
    options.onProgress?.(total);
  }
  return total;
}

async function collectBatch({ blobs, meta }: Pick<Storage, "blobs" | "meta">, batch: readonly StoredBlob[], { olderThan, dryRun }: CollectOptions): Promise<StoredBlob[]> {
  const old = batch.filter(({ usedAt }) => usedAt <= olderThan);
  const unused = new Set(old.length === 0 ? [] : await meta.listUnused(old.map(({ fileId }) => fileId)));
  const removed: StoredBlob[] = [];
  for (const blob of old.filter(({ fileId }) => unused.has(fileId))) {
    if (dryRun === true || (await blobs.delete(blob.fileId, olderThan))) removed.push(blob);
  }
  return removed;
}
