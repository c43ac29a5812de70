import { rm } from "node:fs/promises";
import { join } from "node:path";
import { openDatabase } from "../../sqlite/open-database.js";
import { cleanUp } from "./clean-up.js";
import { hashFile } from "./hash-file.js";
import type { LogBucket } from "./log-bucket.js";
import type { LogKeys } from "./log-keys.js";
import type { SegmentLog } from "./segment-log.js";
import { reasonOf } from "./unavailable.js";

/** How many pages are copied between two turns of the event loop: 2 MB. */
const pagesPerStep = 500;

/** How much log there may be without a snapshot. */
export interface SnapshotPolicy {
  readonly segments: number;
  readonly bytes: number;
}

export interface SnapshotsOptions {
  readonly bucket: LogBucket;
  readonly keys: LogKeys;
  readonly segments: SegmentLog;
  /** Of the local database: a snapshot is made there before it is sent. */
  readonly folder: string;
  readonly policy: SnapshotPolicy;
  /** How old a segment is at least when it is removed, in milliseconds. */
  readonly minimumAge: number;
  /** The log that was read since the newest snapshot. */
  readonly log: SnapshotPolicy;
}

/** Makes a snapshot when the log has grown long, beside the writes: they go on meanwhile. */
export class Snapshots {
  readonly #options: SnapshotsOptions;
  #segments: number;
  #bytes: number;
  #running: Promise<void> | null = null;

  constructor(options: SnapshotsOptions) {
    this.#options = options;
    this.#segments = options.log.segments;
    this.#bytes = options.log.bytes;
  }

  /** Counts a segment that was committed. To be called before anything else is. */
  count(bytes: number): void {
    this.#segments++;
    this.#bytes += bytes;
    const { policy } = this.#options;
    if (this.#running !== null || (this.#segments < policy.segments && this.#bytes < policy.bytes)) return;
    this.#segments = 0;
    this.#bytes = 0;
    this.#running = this.#takeAndCleanUp().finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when none is being made. */
  async settled(): Promise<void> {
    await this.#running;
  }

  /** Nobody waits for a snapshot: when it fails, writes go on, and the next one is due as if it had been made. */
  async #takeAndCleanUp(): Promise<void> {
    const { bucket, keys, minimumAge } = this.#options;
    try {
      await this.#take();
      await cleanUp(bucket, keys, minimumAge);
    } catch (error) {
      process.emitWarning(`No snapshot of the log at ${keys.segments} in ${bucket.name} could be made: ${reasonOf(error)} Opening takes longer until one is.`, "SpecstarWarning");
    }
  }

  async #take(): Promise<void> {
    const { bucket, keys, segments, folder } = this.#options;
    const { position } = segments;
    const file = join(folder, "snapshot.db");
    try {
      await this.#copyTo(file);
      await bucket.putFile(keys.snapshot(position, await hashFile(file)), file);
    } finally {
      await rm(file, { force: true });
    }
  }

  /**
   * A copy of the pages rather than VACUUM, which may give rows other numbers: what is replayed on it must meet the same rows. The
   * transaction is begun in the same turn of the event loop in which the position was read, and sees that state to its end.
   */
  async #copyTo(file: string): Promise<void> {
    const source = openDatabase(this.#options.folder);
    try {
      source.exec("BEGIN");
      source.prepare("SELECT count(*) FROM sqlite_schema").get();
      await source.backup(file, { progress: () => pagesPerStep });
    } finally {
      source.close();
    }
  }
}
