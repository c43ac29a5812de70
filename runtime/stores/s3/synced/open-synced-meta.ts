import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteMetaStore } from "../../sqlite/meta-store.js";
import { openDatabase } from "../../sqlite/open-database.js";
import type { MetaPart } from "../../storage.js";
import type { LogBucket } from "./log-bucket.js";
import { LogKeys } from "./log-keys.js";
import { joinStores } from "./meta-store.js";
import { SyncedMigrationTarget } from "./migration-target.js";
import { recordDatabase } from "./recorded-database.js";
import { Replay } from "./replay.js";
import { restore } from "./restore.js";
import { contactNow, SegmentLog } from "./segment-log.js";
import { Snapshots, type SnapshotPolicy } from "./snapshots.js";
import { StatementLog } from "./statement-log.js";
import { SyncedWriter } from "./synced-writer.js";

/** What is set for tests; programs leave it at the defaults. */
export interface SyncedMetaOptions {
  /** Of all keys: empty, or with a slash at its end. */
  readonly prefix: string;
  /** Where the local copy of the database is made: the folder for temporary files when it isn't given. */
  readonly cacheDir?: string | undefined;
  /** After how much log a snapshot is made: 1,000 segments or 64 MB when it isn't given. */
  readonly snapshotAfter?: SnapshotPolicy;
  /** For how long S3 is waited for with a segment, in milliseconds: 30 s when it isn't given. */
  readonly patience?: number;
  /** How old a segment is at least when it is removed, in milliseconds: an hour when it isn't given. */
  readonly minimumAge?: number;
}

const defaults = { snapshotAfter: { segments: 1000, bytes: 64_000_000 }, patience: 30_000, minimumAge: 3_600_000 };

/**
 * A meta store in SQLite whose truth is in S3: a write is acknowledged once the log there has it, and opening makes the local
 * database anew from the newest snapshot and the log. One process writes at a time; of two, the one that comes second at a segment
 * stops writing and says so. What another process writes meanwhile is seen when the store is opened again.
 *
 * @param bucket is closed with the store.
 * @throws BACKEND_UNAVAILABLE when S3 doesn't answer, or the log there is damaged; CONFIG_INVALID when better-sqlite3 is missing.
 */
export async function openSyncedMetaIn(bucket: LogBucket, options: SyncedMetaOptions): Promise<MetaPart> {
  const parent = options.cacheDir ?? tmpdir();
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, "specstar-meta-"));
  try {
    return await openIn(folder, bucket, options);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function openIn(folder: string, bucket: LogBucket, options: SyncedMetaOptions): Promise<MetaPart> {
  const { prefix, patience, minimumAge, snapshotAfter: policy } = { ...defaults, ...options };
  const keys = new LogKeys(prefix);
  const contact = contactNow();
  const { position, log } = await restore(bucket, keys, folder);
  const segments = new SegmentLog({ bucket, keys, position, patience, minimumAge, contact });
  const snapshots = new Snapshots({ bucket, keys, segments, folder, policy, minimumAge, log });
  const db = openDatabase(folder);
  // What S3 has need not survive here.
  db.pragma("synchronous = OFF");
  const statements = new StatementLog();
  const writing = recordDatabase(db, statements);
  const writer = new SyncedWriter({ db, statements, segments, replay: new Replay(db), onCommitted: (bytes) => snapshots.count(bytes) });
  const reading = openDatabase(folder);
  const apart = { keepsPayloads: false };
  const store = joinStores(new SqliteMetaStore(writing, writer, apart), new SqliteMetaStore(reading, writer, apart), async () => {
    // Through the queue: it finds out what became of a write that S3 didn't answer, so that the store comes back by itself.
    await writer.write(() => undefined);
    await bucket.ping();
  });
  const migrations = new SyncedMigrationTarget({ writer, writing, reading, name: `SQLite at ${keys.segments} in ${bucket.name}` });
  return { store, migrations, close: () => close() };

  async function close(): Promise<void> {
    await writer.settled();
    await snapshots.settled();
    db.close();
    reading.close();
    await rm(folder, { recursive: true, force: true });
    await bucket.close();
  }
}
