import type { Bucket, ListedObject } from "../bucket.js";
import type { LogKeys } from "./log-keys.js";

/** How many snapshots stay: the newest, and one to fall back on. */
const kept = 2;

/** The most keys of one request. */
const step = 1000;

/**
 * Removes what opening doesn't need any more: all snapshots but the newest two, and the segments up to the older of those that
 * have reached their minimum age. It may be cut off anywhere: what is left over goes the next time.
 *
 * @param minimumAge of a segment, in milliseconds by the clock of S3.
 */
export async function cleanUp(bucket: Bucket, keys: LogKeys, minimumAge: number): Promise<void> {
  const snapshots: ListedObject[] = [];
  for await (const object of bucket.list(keys.snapshots)) if (keys.snapshotName(object.key) !== undefined) snapshots.push(object);
  const [older, newest] = snapshots.slice(-kept);
  if (older === undefined || newest === undefined) return;
  await bucket.delete(snapshots.slice(0, -kept).map(({ key }) => key));
  const before = newest.modified.getTime() - minimumAge;
  let batch: string[] = [];
  for await (const { key, modified } of bucket.list(keys.segments)) {
    if ((keys.segmentNumber(key) ?? 0) > (keys.snapshotName(older.key)?.position.number ?? 0) || modified.getTime() > before) break;
    batch.push(key);
    if (batch.length < step) continue;
    await bucket.delete(batch);
    batch = [];
  }
  await bucket.delete(batch);
}
