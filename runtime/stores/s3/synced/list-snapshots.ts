import type { LogBucket } from "./log-bucket.js";
import type { LogKeys, SnapshotName } from "./log-keys.js";

/** Newest first. */
export async function listSnapshots(bucket: LogBucket, keys: LogKeys): Promise<readonly SnapshotName[]> {
  const names: SnapshotName[] = [];
  for await (const { key } of bucket.list(keys.snapshots)) {
    const name = keys.snapshotName(key);
    if (name !== undefined) names.push(name);
  }
  return names.toReversed();
}
