import type pg from "pg";
import { Batch, type BatchEnd, type Prepared } from "./batch.js";
import type { Statement } from "./database.js";
import type { Driver } from "./driver.js";
import { isStale } from "./failures.js";

/** How much longer than the server's own limit the answer may take, in milliseconds. */
const grace = 2000;

const rollback: Statement = { name: "specstar_rollback", text: "ROLLBACK", values: [] };

const preparedBy = new WeakMap<pg.PoolClient, Prepared>();

/** What its batches have in common. */
export interface SessionRules {
  readonly driver: Driver;
  /** In milliseconds. */
  readonly queryTimeout: number;
  /** Whether statements are prepared under their names. */
  readonly prepares: boolean;
}

/** One connection, for as long as it is lent. */
export class Session {
  readonly #client: pg.PoolClient;
  readonly #rules: SessionRules;
  #mustGo = false;
  #isOpen = false;

  constructor(client: pg.PoolClient, rules: SessionRules) {
    this.#client = client;
    this.#rules = rules;
  }

  /** Whether the connection must be closed, not lent again: it is broken, or a transaction is still open on it. */
  get mustGo(): boolean {
    return this.#mustGo || this.#isOpen;
  }

  /** Undoes the open transaction. Where that can't be said any more, closing the connection does it. */
  async undo(): Promise<void> {
    if (this.#isOpen && !this.#mustGo) await this.send([rollback]);
  }

  /** Sends all at once. @throws Error for a value that can't be sent; nothing was then. */
  async send(statements: readonly Statement[]): Promise<BatchEnd> {
    const { driver, queryTimeout, prepares } = this.#rules;
    const prepared = preparedBy.get(this.#client) ?? new Map<string, string>();
    preparedBy.set(this.#client, prepared);
    const batch = new Batch(prepares ? statements : statements.map(({ text, values }) => ({ text, values })), prepared, driver);
    const timer = setTimeout(() => batch.abandon(new Error(`no answer came within ${queryTimeout + grace} ms`)), queryTimeout + grace);
    this.#client.query(batch);
    const end = await batch.ended;
    clearTimeout(timer);
    this.#isOpen = end.isOpen;
    this.#mustGo ||= !end.isReady || isStale(end.failure);
    return end;
  }
}
