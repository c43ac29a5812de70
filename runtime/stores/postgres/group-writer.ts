import { findBrokenReference, type ReferenceLookUp } from "../broken-reference.js";
import type { MetaWrite } from "../meta-store.js";
import type { PostgresDatabase, RunStatement } from "./database.js";
import { canRecall, readReturned, recallRows, runRows, toGroups, toStatement, type Returned } from "./row-groups.js";
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

/** A write that refers to others, and what tells of several such whether those are there. */
export interface Referring {
  readonly write: MetaWrite;
  readonly lookUp: (run: RunStatement, writes: readonly MetaWrite[]) => Promise<ReferenceLookUp>;
}

/** A unit that one row says all of. */
export interface QuickUnit<Result> {
  readonly row: StatementRow;
  /** What it comes to, by what the statement gave back. */
  readonly toResult: (returned: Returned) => Result;
  /** Given when it may go only if what it refers to is there. */
  readonly referring?: Referring | undefined;
  /** What becomes of it when its row makes the statement fail, or may not go; without it, it fails. */
  readonly careful?: CarefulUnit<Result>;
}

/** A unit that waits for its transaction. Those without a row go alone. */
interface QueuedUnit {
  readonly row: StatementRow | null;
  readonly referring?: Referring | undefined;
  readonly answer: (returned: Returned) => void;
  /** @param failure of the statement that it went in alone. */
  readonly goAlone: (failure?: unknown) => Promise<void>;
  readonly reject: (error: unknown) => void;
}

/** What came of rows; or nothing did, because the unit of this number refers to what is not there. */
interface Written {
  readonly returned: readonly Returned[];
  readonly broken?: number;
  /** Whether the answer was lost, and this is what could be made up of it: what is missing was refused, or may be done again. */
  readonly isRecalled?: boolean;
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
  write<Result>({ row, referring, toResult, careful }: QuickUnit<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const goAlone = async (failure: unknown) => (careful === undefined ? reject(failure) : resolve(await this.#transact(careful)));
      this.#enqueue({ row, referring, answer: (returned) => resolve(toResult(returned)), goAlone, reject });
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
      const { returned, broken, isRecalled = false } = units.some(({ referring }) => referring !== undefined) ? await this.#writeReferring(units, rows) : await this.#write(rows);
      if (broken !== undefined) return await this.#commitAround(units, broken);
      const unknown = isRecalled ? units.filter((_, at) => returned[at] === undefined) : [];
      for (const [at, unit] of units.entries()) if (!unknown.includes(unit)) unit.answer(returned[at]);
      if (unknown.length > 0) await this.#commit(unknown);
    } catch (error) {
      await this.#recover(units, error);
    }
  }

  async #write(rows: readonly StatementRow[]): Promise<Written> {
    const groups = toGroups(rows);
    let isRecalled = false;
    const recall = () => {
      isRecalled = true;
      return recallRows(groups, (statement) => this.#database.read(statement));
    };
    const results = await this.#database.write(groups.map(toStatement), groups.every(canRecall) ? recall : undefined);
    return { returned: readReturned(groups, results), isRecalled };
  }

  /** Looks at once for all that the units refer to. Under the lock it stays there, for no such unit removes anything. */
  #writeReferring(units: readonly QueuedUnit[], rows: readonly StatementRow[]): Promise<Written> {
    const writes = units.flatMap(({ referring }) => referring?.write ?? []);
    const work = async (run: RunStatement): Promise<Written> => {
      const lookUp = await units.find(({ referring }) => referring !== undefined)?.referring?.lookUp(run, writes);
      const broken = units.findIndex(({ referring }) => referring !== undefined && lookUp !== undefined && findBrokenReference([referring.write], lookUp) !== undefined);
      if (broken !== -1) return { returned: [], broken };
      return { returned: await runRows(run, rows) };
    };
    return this.#database.transact(work, ({ broken }) => broken !== undefined);
  }

  /** What a unit lacks, one just before it may bring: so those go first, and it goes alone. */
  async #commitAround(units: readonly QueuedUnit[], broken: number): Promise<void> {
    if (broken > 0) await this.#commit(units.slice(0, broken));
    await goOneByOne(units.slice(broken, broken + 1));
    if (broken + 1 < units.length) await this.#commit(units.slice(broken + 1));
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
