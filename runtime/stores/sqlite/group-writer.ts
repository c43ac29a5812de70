import { retryWhileBusy } from "./busy.js";
import { toDatabaseError } from "./database-error.js";
import type { Database, Statement } from "./driver.js";

/** The most units in one transaction: bounds how long one commit keeps the event loop. */
const groupLimit = 256;

/** Takes units of writes: what the stores of a database need of its writer. */
export type UnitWriter = Pick<GroupWriter, "write">;

/** A unit that waits for its transaction. */
interface QueuedUnit {
  /** Runs the statements; true when what they did must be undone. */
  readonly apply: () => boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** Whether it runs in a savepoint, so that it can be undone without its neighbours. */
  guarded: boolean;
  failure: { readonly error: unknown } | null;
}

/**
 * Gathers the units of writes of one turn of the event loop in one transaction: one fsync for all of them. Each succeeds
 * or fails alone, in the order of arrival, and is answered after COMMIT.
 */
export class GroupWriter {
  readonly #db: Database;
  readonly #patience: number | undefined;
  readonly #statements: Readonly<Record<"begin" | "commit" | "rollback" | "savepoint" | "undo" | "release", Statement>>;
  readonly #queue: QueuedUnit[] = [];
  #draining: Promise<void> | null = null;

  /** @param patience how long units wait for other processes, in milliseconds. */
  constructor(db: Database, patience?: number) {
    this.#db = db;
    this.#patience = patience;
    this.#statements = {
      begin: db.prepare("BEGIN IMMEDIATE"),
      commit: db.prepare("COMMIT"),
      rollback: db.prepare("ROLLBACK"),
      savepoint: db.prepare("SAVEPOINT unit"),
      undo: db.prepare("ROLLBACK TO unit"),
      release: db.prepare("RELEASE unit"),
    };
  }

  /**
   * Runs `apply` inside the next transaction and resolves to its result once that would survive a power cut. `apply` may
   * run more than once, each time from the same state.
   *
   * @param mustUndo for an `apply` of several steps: whether its result means that those it took must leave no trace.
   * @throws what `apply` throws, BACKEND_UNAVAILABLE when the file can't be used, such as on a full disk, or the driver's error when
   * the transaction fails otherwise; either way nothing was written.
   */
  write<Result>(apply: () => Result, mustUndo?: (result: Result) => boolean): Promise<Result> {
    return new Promise((resolve, reject) => {
      let result: Result;
      this.#queue.push({
        apply: () => {
          result = apply();
          return mustUndo !== undefined && mustUndo(result);
        },
        resolve: () => resolve(result),
        reject: (error) => reject(toDatabaseError(this.#db.name, error)),
        guarded: mustUndo !== undefined,
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
      try {
        await retryWhileBusy(() => this.#commitGroup(), this.#patience);
      } catch (error) {
        // BEGIN failed for good: the database is closed, broken, or held by another process.
        for (const unit of this.#queue.splice(0)) unit.reject(error);
      }
    }
    this.#draining = null;
  }

  /** One transaction. Throws only when it could not begin; the queue is then as it was. */
  #commitGroup(): void {
    this.#statements.begin.run();
    const group = this.#queue.splice(0, groupLimit);
    if (!this.#applyAll(group) || !this.#commitAll(group)) return;
    for (const unit of group) {
      if (unit.failure === null) unit.resolve();
      else unit.reject(unit.failure.error);
    }
  }

  /**
   * Savepoints cost as much as a statement each, and almost no unit fails: so a unit that takes its one step or none runs
   * without. Should it fail half-way after all, the group starts again with a savepoint for everyone.
   */
  #applyAll(group: readonly QueuedUnit[]): boolean {
    try {
      for (const unit of group) {
        if (unit.guarded) this.#applyGuarded(unit);
        else unit.apply();
      }
      return true;
    } catch (error) {
      const again = group.some((unit) => !unit.guarded);
      this.#abandon(group, again ? null : error);
      return false;
    }
  }

  #applyGuarded(unit: QueuedUnit): void {
    const { savepoint, undo, release } = this.#statements;
    savepoint.run();
    try {
      unit.failure = null;
      if (unit.apply()) undo.run();
    } catch (error) {
      // A full disk or an I/O error can take the whole transaction with it.
      if (!this.#db.inTransaction) throw error;
      unit.failure = { error };
      undo.run();
    }
    release.run();
  }

  #commitAll(group: readonly QueuedUnit[]): boolean {
    try {
      this.#statements.commit.run();
      return true;
    } catch (error) {
      this.#abandon(group, error);
      return false;
    }
  }

  /** Rolls back; then every unit fails with `error`, or queues again under guard when there is none. */
  #abandon(group: readonly QueuedUnit[], error: unknown): void {
    const cause = this.#rollBack() ?? error;
    if (cause !== null) {
      for (const unit of group) unit.reject(cause);
      return;
    }
    for (const unit of group) unit.guarded = true;
    this.#queue.unshift(...group);
  }

  /** The error that kept it from rolling back: the units must hear of it rather than wait for ever. */
  #rollBack(): unknown {
    try {
      if (this.#db.inTransaction) this.#statements.rollback.run();
      return null;
    } catch (error) {
      return error;
    }
  }
}
