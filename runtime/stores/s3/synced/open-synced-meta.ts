import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqliteMetaStore } from "../../sqlite/meta-store.js";
import { openDatabase } from "../../sqlite/open-database.js";
import type { MetaPart } from "../../storage.js";
import { openS3 } from "../client.js";
import type { S3Options } from "../options.js";
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
import { reasonOf, unavailable } from "./unavailable.js";

export interface SyncedOptions extends S3Options {
  /** Where the local copy of the database is made, anew at each start: the folder for temporary files when it isn't given. */
  readonly cacheDir?: string | undefined;
}

/** What else is set for tests; programs leave it at the defaults. */
export interface SyncedMetaOptions extends Pick<SyncedOptions, "cacheDir"> {
  readonly prefix: string;
  /** After how much log a snapshot is made: 1,000 segments or 64 MB when it isn't given. */
  readonly snapshotAfter?: SnapshotPolicy;
  /** For how long S3 is waited for with a segment, in milliseconds: 30 s when it isn't given. */
  readonly patience?: number;
  /** How old a segment is at least when it is removed, in milliseconds: an hour when it isn't given. */
  readonly minimumAge?: number;
}

const defaults = { snapshotAfter: { segments: 1000, bytes: 64_000_000 }, patience: 30_000, minimumAge: 3_600_000 };

/**
 * A meta store in SQLite whose truth is in an S3 bucket: a write is acknowledged once the log there has it, and opening makes the
 * local database anew from the newest snapshot and the log. One process writes at a time: of two, the one that comes second at a segment
 * stops writing and says so. What another process writes meanwhile is seen when the store is opened again.
 *
 * @throws CONFIG_INVALID when an option is wrong, a driver is not installed, or the server refuses bucket, keys or region;
 *   BACKEND_UNAVAILABLE when S3 doesn't answer, or the log there is damaged: then with the key of the object.
 */
export async function openSyncedMeta(options: SyncedOptions): Promise<MetaPart> {
  const { prefix = "", cacheDir } = options;
  return openSyncedMetaIn(await openS3(options), { prefix, cacheDir });
}

/** @param bucket is closed with the store, and when it can't be opened. */
export async function openSyncedMetaIn(bucket: LogBucket, options: SyncedMetaOptions): Promise<MetaPart> {
  let folder: string | undefined;
  try {
    folder = await makeFolder(options.cacheDir ?? tmpdir());
    return await openIn(folder, bucket, options);
  } catch (error) {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    await bucket.close();
    throw error;
  }
}

async function makeFolder(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    return await mkdtemp(join(parent, "specstar-meta-"));
  } catch (error) {
    throw unavailable(`No folder for the local copy of the database can be made in ${parent}: ${reasonOf(error)}`, error);
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
