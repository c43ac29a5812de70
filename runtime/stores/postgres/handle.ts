import { SpecstarError } from "../../core/errors.js";
import type { PostgresDatabase, RunStatement, Statement, StatementResult } from "./database.js";

/** One opener's share of a database. */
export class Handle implements PostgresDatabase {
  readonly name: string;
  readonly #database: PostgresDatabase;
  readonly #release: () => Promise<void>;
  readonly #pending = new Set<Promise<unknown>>();
  #closing: Promise<void> | null = null;

  /** @param release gives the share back. */
  constructor(database: PostgresDatabase, release: () => Promise<void>) {
    this.name = database.name;
    this.#database = database;
    this.#release = release;
  }

  table(name: string): string {
    return this.#database.table(name);
  }

  read(statement: Statement): Promise<StatementResult> {
    // A write that is being finished may have to read what it gave back.
    if (this.#closing !== null && this.#pending.size > 0) return this.#database.read(statement);
    return this.#accept(() => this.#database.read(statement));
  }

  write(statements: readonly Statement[], recall?: () => Promise<readonly StatementResult[]>): Promise<readonly StatementResult[]> {
    return this.#accept(() => this.#database.write(statements, recall));
  }

  transact<Result>(work: (run: RunStatement) => Promise<Result>, mustUndo: (result: Result) => boolean): Promise<Result> {
    return this.#accept(() => this.#database.transact(work, mustUndo));
  }

  ping(): Promise<void> {
    return this.#accept(() => this.#database.ping());
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #accept<Result>(call: () => Promise<Result>): Promise<Result> {
    if (this.#closing !== null) throw new SpecstarError("BACKEND_UNAVAILABLE", `The PostgreSQL database ${this.name} was closed.`);
    const result = call();
    this.#pending.add(result);
    try {
      return await result;
    } finally {
      this.#pending.delete(result);
    }
  }

  async #finish(): Promise<void> {
    await Promise.allSettled(this.#pending);
    await this.#release();
  }
}
