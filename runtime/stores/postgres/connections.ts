import type pg from "pg";
import { SpecstarError } from "../../core/errors.js";
import type { BatchEnd } from "./batch.js";
import type { Statement, StatementResult } from "./database.js";
import { isExhausted, isPassing, isWorthAnotherTry, LostConnection, toRefusal, unavailable } from "./failures.js";
import { retry } from "./retry.js";
import { Session, type SessionRules } from "./session.js";

/** The connections of a database, lent for one transaction or one read each. */
export class Connections {
  readonly name: string;
  readonly #pool: pg.Pool;
  readonly #rules: SessionRules;

  constructor(pool: pg.Pool, name: string, rules: SessionRules) {
    this.name = name;
    this.#pool = pool;
    this.#rules = rules;
  }

  /**
   * Runs `work` with a connection that nobody else has meanwhile.
   *
   * @throws LostConnection when none could be made just now; BACKEND_UNAVAILABLE when there is no point in trying again.
   */
  async lend<Result>(work: (session: Session) => Promise<Result>): Promise<Result> {
    const client = await this.#connect();
    const session = new Session(client, this.#rules);
    try {
      return await work(session);
    } finally {
      client.release(session.mustGo);
    }
  }

  /** Runs reads as one batch, again while the server can't be reached. */
  read(statements: readonly Statement[]): Promise<readonly StatementResult[]> {
    return this.retry(() => this.readOnce(statements));
  }

  async readOnce(statements: readonly Statement[]): Promise<readonly StatementResult[]> {
    return resultsOf(await this.lend((session) => session.send(statements)));
  }

  /** Again, for a while, what failed for a reason that passes. @throws the server's refusal, or BACKEND_UNAVAILABLE. */
  async retry<Result>(attempt: () => Promise<Result>, patience?: number): Promise<Result> {
    try {
      return await retry(attempt, (error) => error instanceof LostConnection || isWorthAnotherTry(error), patience);
    } catch (error) {
      throw error instanceof LostConnection ? unavailable(this.name, error.cause ?? error) : toRefusal(this.name, error);
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      if (isExhausted(error)) throw this.#exhausted(error);
      if (isPassing(error)) throw lost(error);
      throw unavailable(this.name, error);
    }
  }

  #exhausted(cause: unknown): SpecstarError {
    const message = `All ${this.#pool.options.max} connections of this process to the PostgreSQL database ${this.name} are in use, and none came free in time. Allow more with poolSize, or look for slow searches.`;
    return new SpecstarError("BACKEND_UNAVAILABLE", message, [], { cause });
  }
}

/** @throws the server's error; LostConnection when the connection broke. */
export function resultsOf({ results, failure, isReady }: BatchEnd): readonly StatementResult[] {
  if (failure === undefined) return results;
  throw isReady ? failure : lost(failure);
}

export function lost(cause: unknown): LostConnection {
  return new LostConnection("The connection broke.", { cause });
}
