import { listSnapshots } from "./list-snapshots.js";
import type { LogBucket } from "./log-bucket.js";
import type { LogKeys } from "./log-keys.js";

/** How many snapshots stay: the newest, and one to fall back on. */
const kept = 2;

/** How old an unfinished upload of a snapshot is when its process is taken for dead, in milliseconds: a day. */
const uploadAge = 86_400_000;

/** The most keys of one request. */
const step = 1000;

/**
 * Removes what opening doesn't need any more: all snapshots but the newest two, and the segments up to the older of those that
 * have reached their minimum age. It may be cut off anywhere: what is left over goes the next time.
 *
 * @param minimumAge of a segment, in milliseconds by the clock of S3.
 */
export async function cleanUp(bucket: LogBucket, keys: LogKeys, minimumAge: number): Promise<void> {
  await bucket.abortUploads(keys.snapshots, uploadAge);
  const snapshots = await listSnapshots(bucket, keys);
  const older = snapshots[kept - 1];
  if (older === undefined) return;
  await bucket.delete(snapshots.slice(kept).map(({ key }) => key));
  let batch: string[] = [];
  for await (const { key, age } of bucket.list(keys.segments)) {
    if ((keys.segmentNumber(key) ?? 0) > older.position.number || age < minimumAge) break;
    batch.push(key);
    if (batch.length < step) continue;
    await bucket.delete(batch);
    batch = [];
  }
  await bucket.delete(batch);
}
