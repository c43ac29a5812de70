import { rm } from "node:fs/promises";
import { join } from "node:path";
import { inBatches } from "../../in-batches.js";
import { openDatabase } from "../../sqlite/open-database.js";
import type { ListedObject } from "../bucket.js";
import { writeHashed } from "./hash-file.js";
import { listSnapshots } from "./list-snapshots.js";
import type { LogBucket } from "./log-bucket.js";
import type { LogKeys, SnapshotName } from "./log-keys.js";
import { Replay } from "./replay.js";
import { decodeSegment, START, type Position } from "./segment.js";
import type { SnapshotPolicy } from "./snapshots.js";
import { reasonOf, unavailable } from "./unavailable.js";

/** How many segments are read at once, and replayed in one transaction. */
const step = 16;

/** How often opening starts again because the log was cleaned up under its hands. */
const attempts = 3;

/** The state that was put together, and the log that it took since the snapshot. */
export interface Restored {
  readonly position: Position;
  readonly log: SnapshotPolicy;
}

/**
 * Makes `<folder>/specstar.db` from the newest snapshot that is whole and the segments after it.
 *
 * @throws BACKEND_UNAVAILABLE, naming the key, when a segment is missing, damaged or of another history; when S3 doesn't answer.
 */
export async function restore(bucket: LogBucket, keys: LogKeys, folder: string): Promise<Restored> {
  for (let attempt = 1; ; attempt++) {
    const snapshots = await listSnapshots(bucket, keys);
    try {
      return await restoreFrom(bucket, keys, folder, snapshots);
    } catch (error) {
      // Another process may have made a snapshot meanwhile, and removed what came before.
      const newest = (await listSnapshots(bucket, keys))[0]?.key;
      if (attempt === attempts || newest === snapshots[0]?.key) throw error;
    }
  }
}

async function restoreFrom(bucket: LogBucket, keys: LogKeys, folder: string, snapshots: readonly SnapshotName[]): Promise<Restored> {
  const file = join(folder, "specstar.db");
  let position = START;
  await removeDatabase(file);
  for (const snapshot of snapshots) {
    if (!(await download(bucket, snapshot, file))) continue;
    position = snapshot.position;
    break;
  }
  return replayLog({ bucket, keys, folder, position, snapshots });
}

async function removeDatabase(file: string): Promise<void> {
  for (const suffix of ["", "-wal", "-shm"]) await rm(`${file}${suffix}`, { force: true });
}

/** Whether it was there, and whole. */
async function download(bucket: LogBucket, { key, fileHash }: SnapshotName, file: string): Promise<boolean> {
  const chunks = await bucket.read(key);
  if (chunks !== undefined && (await writeHashed(file, chunks)) === fileHash) return true;
  await rm(file, { force: true });
  return false;
}

interface ReplayPlan {
  readonly bucket: LogBucket;
  readonly keys: LogKeys;
  readonly folder: string;
  readonly position: Position;
  readonly snapshots: readonly SnapshotName[];
}

async function replayLog(plan: ReplayPlan): Promise<Restored> {
  const { bucket, keys, folder } = plan;
  const db = openDatabase(folder);
  // What S3 has need not survive here.
  db.pragma("synchronous = OFF");
  const replay = new Replay(db);
  let { position } = plan;
  let bytes = 0;
  try {
    for await (const objects of inBatches(listSegments(plan), step)) {
      const contents = await Promise.all(objects.map(({ key }) => bucket.get(key)));
      db.exec("BEGIN");
      for (const [at, { key }] of objects.entries()) position = replayOne(plan, replay, { key, content: contents[at], position });
      db.exec("COMMIT");
      bytes += objects.reduce((sum, { size }) => sum + size, 0);
    }
    const newest = plan.snapshots[0]?.position.number ?? 0;
    if (position.number < newest) throw missing(keys.segment(position.number + 1), plan.snapshots, position);
    return { position, log: { segments: position.number - plan.position.number, bytes } };
  } finally {
    db.close();
  }
}

async function* listSegments({ bucket, keys, position }: ReplayPlan): AsyncIterable<ListedObject> {
  for await (const object of bucket.list(keys.segments, keys.segment(position.number))) if (keys.segmentNumber(object.key) !== undefined) yield object;
}

interface Found {
  readonly key: string;
  readonly content: Uint8Array | undefined;
  readonly position: Position;
}

function replayOne({ keys, snapshots }: ReplayPlan, replay: Replay, { key, content, position }: Found): Position {
  const expected = keys.segment(position.number + 1);
  if (key !== expected || content === undefined) throw missing(expected, snapshots, position);
  const { number, hash, body } = decodeSegment(key, content, position);
  try {
    replay.run(body);
  } catch (error) {
    throw unavailable(`The object ${key} can't be replayed: ${reasonOf(error)} Restore it from a backup of the bucket.`, error);
  }
  return { number, hash };
}

/** @param position the last state that could be put together. */
function missing(key: string, snapshots: readonly SnapshotName[], position: Position): Error {
  const broken = snapshots.filter((snapshot) => snapshot.position.number > position.number).map((snapshot) => snapshot.key);
  const beside = broken.length === 0 ? "" : ` Damaged are ${broken.join(", ")}.`;
  return unavailable(`The object ${key} is missing, and the history goes on after it.${beside} Restore it from a backup of the bucket, or from one of its older versions.`);
}
