import { randomUUID } from "node:crypto";
import type { Statement } from "./database.js";

/** How long the rows of turns that nobody finished are kept, in SQL. No transaction lives as long. */
const kept = "1 day";

/** How often a process looks for such rows, in milliseconds. */
const sweepInterval = 3_600_000;

/** One try of a write, with what makes it a transaction that is done once. */
export interface Turn {
  readonly n: number;
  /** Opens the transaction, waits for the lock, and leaves the turn's row. */
  readonly begin: readonly Statement[];
  /** The turns whose rows it takes away. */
  readonly over: readonly number[];
}

/**
 * The turns of one process. Each leaves a row under a number of its own, in its transaction: whoever finds the row knows that the
 * transaction was committed. Whoever doesn't can put a fence in its place, and then it never will be, however late it comes.
 */
export class Turns {
  readonly #writer = randomUUID();
  readonly #table: (name: string) => string;
  readonly #limits: readonly Statement[];
  #last = 0;
  #over: readonly number[] = [];
  #sweptAt = -Infinity;

  /** @param limits statements that a transaction begins with, where they can't be said once per connection. */
  constructor(table: (name: string) => string, limits: readonly Statement[]) {
    this.#table = table;
    this.#limits = limits;
  }

  next(): Turn {
    const n = ++this.#last;
    const over = this.#over;
    return { n, over, begin: [begin, ...this.#limits, this.#take(n, over), ...this.#sweep()] };
  }

  /** The turn is over, and nobody will ask for its row any more: a later one takes it away. */
  finish({ n, over }: Turn): void {
    this.#over = [...this.#over.filter((other) => !over.includes(other)), n];
  }

  /** Finds out whether the turn was committed; if not, it never will be. The last one's only row says which: true for a fence. */
  fence({ n }: Turn): readonly Statement[] {
    const table = this.#table("specstar_writer");
    const put = `INSERT INTO ${table} (writer, n, is_fence, lock_id) VALUES ($1, $2, true, 1) ON CONFLICT DO NOTHING`;
    const see = `SELECT is_fence FROM ${table} WHERE writer = $1 AND n = $2`;
    return [begin, ...this.#limits, { text: put, values: [this.#writer, n] }, commit, { text: see, values: [this.#writer, n] }];
  }

  /**
   * The lock is a row, not an advisory lock: it works the same behind any pooler. Waiting for it is part of the statement that leaves the
   * turn's row, so that without the lock's row nothing can be written: its id would be null.
   */
  #take(n: number, over: readonly number[]): Statement {
    const [lock, writer] = [this.#table("specstar_lock"), this.#table("specstar_writer")];
    const text = `WITH held AS (SELECT id FROM ${lock} WHERE id = 1 FOR UPDATE),
      over AS (DELETE FROM ${writer} WHERE writer = $1 AND n = ANY($3::bigint[]))
      INSERT INTO ${writer} (writer, n, is_fence, lock_id) VALUES ($1, $2, false, (SELECT id FROM held))`;
    return { name: "specstar_turn", text, values: [this.#writer, n, over] };
  }

  /** The rows of processes that are gone, and fences. */
  #sweep(): readonly Statement[] {
    if (performance.now() - this.#sweptAt < sweepInterval) return [];
    this.#sweptAt = performance.now();
    return [{ text: `DELETE FROM ${this.#table("specstar_writer")} WHERE written_at < now() - interval '${kept}'`, values: [] }];
  }
}

/** Said, for the server's own default may be another: each statement must see what was committed before it had the lock. */
const begin: Statement = { name: "specstar_begin", text: "BEGIN ISOLATION LEVEL READ COMMITTED", values: [] };

export const commit: Statement = { name: "specstar_commit", text: "COMMIT", values: [] };
