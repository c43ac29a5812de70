import type { PostgresDatabase, RunStatement } from "./database.js";
import { readReturned, toGroups, toStatement, type Returned } from "./row-groups.js";
import { isFaultOfData } from "./server-error.js";
import type { StatementRow } from "./write-row.js";

/** The most units in one transaction: bounds how long it holds the lock. */
const groupLimit = 128;

/** Work that reads before it writes, in a transaction of its own. */
export interface CarefulUnit<Result> {
  readonly work: (run: RunStatement) => Promise<Result>;
  /** Whether a result means that what was done must leave no trace. */
  readonly mustUndo: (result: Result) => boolean;
}

/** A unit that one row says all of. */
export interface QuickUnit<Result> {
  readonly row: StatementRow;
  /** What it comes to, by what the statement gave back. */
  readonly toResult: (returned: Returned) => Result;
  /** What becomes of it when its row makes the statement fail; without it, it fails. */
  readonly careful?: CarefulUnit<Result>;
}

/** A unit that waits for its transaction. Those without a row go alone. */
interface QueuedUnit {
  readonly row: StatementRow | null;
  readonly answer: (returned: Returned) => void;
  /** @param failure of the statement that it went in alone. */
  readonly goAlone: (failure?: unknown) => Promise<void>;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes units in the order of their arrival, one transaction at a time: while one is under way the next units gather, and those
 * that need nothing but their rows go in one round trip. Each succeeds or fails alone, and is answered after COMMIT.
 */
export class GroupWriter {
  readonly #database: PostgresDatabase;
  readonly #queue: QueuedUnit[] = [];
  #draining: Promise<void> | null = null;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  /**
   * Resolves to what became of the row once that would survive a power cut.
   *
   * @throws the server's error, or BACKEND_UNAVAILABLE; nothing was written then.
   */
  write<Result>({ row, toResult, careful }: QuickUnit<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const goAlone = async (failure: unknown) => (careful === undefined ? reject(failure) : resolve(await this.#transact(careful)));
      this.#enqueue({ row, answer: (returned) => resolve(toResult(returned)), goAlone, reject });
    });
  }

  /** The same for work that one row does not say. */
  transact<Result>(unit: CarefulUnit<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const goAlone = async () => resolve(await this.#transact(unit));
      this.#enqueue({ row: null, answer: () => {}, goAlone, reject });
    });
  }

  /** Resolves when everything queued so far has been answered. */
  async settled(): Promise<void> {
    await this.#draining;
  }

  #transact<Result>({ work, mustUndo }: CarefulUnit<Result>): Promise<Result> {
    return this.#database.transact(work, mustUndo);
  }

  #enqueue(unit: QueuedUnit): void {
    this.#queue.push(unit);
    this.#draining ??= this.#drain();
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // So that what comes in the same turn of the event loop goes together.
      await new Promise(setImmediate);
      const alone = this.#queue.findIndex(({ row }) => row === null);
      const end = alone === -1 ? this.#queue.length : alone;
      await this.#commit(this.#queue.splice(0, Math.max(1, Math.min(end, groupLimit))));
    }
    this.#draining = null;
  }

  async #commit(units: readonly QueuedUnit[]): Promise<void> {
    const rows = units.flatMap(({ row }) => row ?? []);
    if (rows.length < units.length) return goOneByOne(units);
    try {
      const groups = toGroups(rows);
      const returned = readReturned(groups, await this.#database.write(groups.map(toStatement)));
      for (const [at, unit] of units.entries()) unit.answer(returned[at]);
    } catch (error) {
      await this.#recover(units, error);
    }
  }

  /** Looks for the unit at fault by halves, so that its neighbours needn't go one by one. */
  async #recover(units: readonly QueuedUnit[], error: unknown): Promise<void> {
    if (!isFaultOfData(error)) return units.forEach((unit) => unit.reject(error));
    if (units.length === 1) return goOneByOne(units, error);
    const middle = Math.ceil(units.length / 2);
    await this.#commit(units.slice(0, middle));
    await this.#commit(units.slice(middle));
  }
}

async function goOneByOne(units: readonly QueuedUnit[], failure?: unknown): Promise<void> {
  for (const unit of units) await unit.goAlone(failure).catch(unit.reject);
}
