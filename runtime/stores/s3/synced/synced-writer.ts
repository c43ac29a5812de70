import type { Database, Statement } from "../../sqlite/driver.js";
import type { Replay } from "./replay.js";
import type { SegmentLog } from "./segment-log.js";
import type { StatementLog } from "./statement-log.js";
import { unavailable } from "./unavailable.js";

/** The most units in one segment. */
const groupLimit = 1024;

/** A segment that is this long takes no further unit, in UTF-16 code units. */
const sizeLimit = 4_000_000;

/** The most units that may wait. */
const queueLimit = 20_000;

interface QueuedUnit {
  /** Runs the statements; true when what they did must be undone. */
  readonly apply: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  failure: { readonly error: unknown } | null;
}

export interface SyncedWriterOptions {
  /** The connection that writes, as it is. */
  readonly db: Database;
  /** Where the statements of the units leave their trace. */
  readonly statements: StatementLog;
  readonly segments: SegmentLog;
  readonly replay: Replay;
  /** Told of each segment once it is committed. */
  readonly onCommitted: (bytes: number) => void;
}

/**
 * Gathers units of writes in one transaction and one segment. The transaction stays open until S3 has the segment: other
 * connections don't see anything before that could still be lost. Units that arrive meanwhile make the next group. Each succeeds
 * or fails alone, in the order of arrival.
 */
export class SyncedWriter {
  readonly #options: SyncedWriterOptions;
  readonly #sql: Readonly<Record<"begin" | "commit" | "rollback" | "savepoint" | "undo" | "release", Statement>>;
  readonly #queue: QueuedUnit[] = [];
  #draining: Promise<void> | null = null;

  constructor(options: SyncedWriterOptions) {
    const { db } = options;
    this.#options = options;
    this.#sql = {
      begin: db.prepare("BEGIN IMMEDIATE"),
      commit: db.prepare("COMMIT"),
      rollback: db.prepare("ROLLBACK"),
      savepoint: db.prepare("SAVEPOINT unit"),
      undo: db.prepare("ROLLBACK TO unit"),
      release: db.prepare("RELEASE unit"),
    };
  }

  /**
   * Runs `apply` inside the next transaction and resolves to its result once S3 has it.
   *
   * @param mustUndo whether the result means that what `apply` did must leave no trace.
   * @throws what `apply` throws: nothing was written then; BACKEND_UNAVAILABLE when S3 doesn't answer, in which case it says
   *   whether the write may still have been made, or when another process writes.
   */
  write<Result>(apply: () => Result, mustUndo?: (result: Result) => boolean): Promise<Result> {
    return new Promise((resolve, reject) => {
      if (this.#queue.length >= queueLimit) throw unavailable(`${queueLimit} writes wait for S3 already. Nothing was written: try again later.`);
      let result: Result;
      this.#queue.push({
        apply: () => {
          result = apply();
          return mustUndo !== undefined && mustUndo(result);
        },
        resolve: () => resolve(result),
        reject,
        failure: null,
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when everything queued so far has been answered. */
  async settled(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      await new Promise(setImmediate);
      await this.#writeGroup(this.#queue.splice(0, groupLimit));
    }
    this.#draining = null;
  }

  async #writeGroup(group: QueuedUnit[]): Promise<void> {
    try {
      await this.#settle();
      this.#applyAll(group);
      await this.#keep();
    } catch (error) {
      const cause = this.#rollBack() ?? error;
      for (const unit of group) unit.reject(cause);
      return;
    }
    for (const unit of group) {
      if (unit.failure === null) unit.resolve();
      else unit.reject(unit.failure.error);
    }
  }

  /** Applies what was stored in S3 without being committed here. */
  async #settle(): Promise<void> {
    const { segments, replay } = this.#options;
    const stored = await segments.settle();
    if (stored === undefined) return;
    this.#sql.begin.run();
    replay.run(stored.body);
    this.#commit(stored);
  }

  /** Units for which there is no room go back to the head of the queue. */
  #applyAll(group: QueuedUnit[]): void {
    const { statements } = this.#options;
    statements.clear();
    this.#sql.begin.run();
    for (const [at, unit] of group.entries()) {
      this.#apply(unit);
      if (statements.size >= sizeLimit) this.#queue.unshift(...group.splice(at + 1));
    }
  }

  #apply(unit: QueuedUnit): void {
    const { db, statements } = this.#options;
    const mark = statements.mark();
    this.#sql.savepoint.run();
    try {
      if (unit.apply()) this.#undoTo(mark);
    } catch (error) {
      // A full disk or an I/O error can take the whole transaction with it.
      if (!db.inTransaction) throw error;
      unit.failure = { error };
      this.#undoTo(mark);
    }
    this.#sql.release.run();
  }

  #undoTo(mark: ReturnType<StatementLog["mark"]>): void {
    this.#sql.undo.run();
    this.#options.statements.backTo(mark);
  }

  /** A group that changed nothing needs no segment. */
  async #keep(): Promise<void> {
    const { segments, statements } = this.#options;
    if (statements.isEmpty) this.#sql.rollback.run();
    else this.#commit(await segments.put(statements.body));
  }

  #commit(segment: Parameters<SegmentLog["accept"]>[0]): void {
    this.#sql.commit.run();
    this.#options.segments.accept(segment);
    this.#options.onCommitted(segment.bytes.length);
  }

  /** The error that kept it from rolling back: the units must hear of it rather than wait for ever. */
  #rollBack(): unknown {
    try {
      if (this.#options.db.inTransaction) this.#sql.rollback.run();
      return null;
    } catch (error) {
      return error;
    }
  }
}
