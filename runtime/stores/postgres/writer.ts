import { SpecstarError } from "../../core/errors.js";
import type { BatchEnd } from "./batch.js";
import { lost, resultsOf, type Connections } from "./connections.js";
import type { RunStatement, Statement, StatementResult } from "./database.js";
import { codeOf, isWorthAnotherTry, LostConnection } from "./failures.js";
import type { Session } from "./session.js";
import { commit, type Turn, type Turns } from "./turn.js";
import type { Turnstile } from "./turnstile.js";

type Results = readonly StatementResult[];

/** How long it is tried to find out about a commit whose answer was lost, in milliseconds: a server that fell over needs a while. */
const inquiryPatience = 30_000;

/** A transaction that may have been committed: what it gave back, if that has come. */
interface Attempt<Result> {
  readonly end: BatchEnd;
  readonly result: Result;
}

/** Runs transactions that each take their turn and are done once, whatever breaks. */
export class Writer {
  readonly #connections: Connections;
  readonly #turns: Turns;
  readonly #turnstile: Turnstile;

  constructor(connections: Connections, turns: Turns, turnstile: Turnstile) {
    this.#connections = connections;
    this.#turns = turns;
    this.#turnstile = turnstile;
  }

  async write(statements: readonly Statement[], recall?: () => Promise<Results>): Promise<Results> {
    if (recall !== undefined) return this.#writeAtOnce(statements, recall);
    return this.#inTurn(async (session, turn) => {
      const results = await carryOut(session, [...turn.begin, ...statements]);
      return { end: await session.send([commit]), result: results.slice(turn.begin.length) };
    });
  }

  transact<Result>(work: (run: RunStatement) => Promise<Result>, mustUndo: (result: Result) => boolean): Promise<Result> {
    return this.#inTurn(async (session, turn) => {
      await carryOut(session, turn.begin);
      const result = await runWork(session, work);
      return { end: mustUndo(result) ? await takeBack(session) : await session.send([commit]), result };
    });
  }

  async #writeAtOnce(statements: readonly Statement[], recall: () => Promise<Results>): Promise<Results> {
    const results = await this.#inTurn(async (session, turn) => {
      const end = await session.send([...turn.begin, ...statements, commit]);
      await session.undo();
      const before = turn.begin.length;
      return { end, result: end.results.length < before + statements.length ? null : end.results.slice(before, before + statements.length) };
    });
    return results ?? recall();
  }

  #inTurn<Result>(attempt: (session: Session, turn: Turn) => Promise<Attempt<Result>>): Promise<Result> {
    return this.#turnstile.pass(() =>
      this.#connections.retry(async () => {
        const turn = this.#turns.next();
        const { end, result } = await this.#connections.lend((session) => attempt(session, turn)).catch((error: unknown) => {
          throw this.#explain(error);
        });
        if (end.failure === undefined) this.#turns.finish(turn);
        else if (end.isReady) throw this.#explain(end.failure);
        else if (!(await this.#wasCommitted(turn, end.failure))) throw lost(end.failure);
        return result;
      }),
    );
  }

  async #wasCommitted(turn: Turn, failure: unknown): Promise<boolean> {
    try {
      const results = await this.#connections.retry(() => this.#inquire(turn), inquiryPatience);
      const isFence = results.at(-1)?.rows[0]?.[0];
      if (isFence === false) this.#turns.finish(turn);
      return isFence === false;
    } catch (error) {
      const message = `The connection to the PostgreSQL database ${this.#connections.name} broke while a write was committed, and no other could be had to find out how it ended. Look whether it was done before you write it again.`;
      throw new SpecstarError("BACKEND_UNAVAILABLE", message, [], { cause: new AggregateError([failure, error]) });
    }
  }

  /** Waits for the old transaction where it is still under way; longer than the server lets one statement wait, if need be. */
  async #inquire(turn: Turn): Promise<Results> {
    return this.#connections.readOnce(this.#turns.fence(turn)).catch((error: unknown) => {
      throw ["55P03", "57014"].includes(codeOf(error)) ? lost(error) : error;
    });
  }

  #explain(error: unknown): unknown {
    if (codeOf(error) !== "23502" || !(error instanceof Error && "column" in error && error.column === "lock_id")) return error;
    const message = `The table specstar_lock of the PostgreSQL database ${this.#connections.name} has lost its row, without which nothing may be written. Put it back: INSERT INTO specstar_lock (id) VALUES (1).`;
    return new SpecstarError("BACKEND_UNAVAILABLE", message, [], { cause: error });
  }
}

/** Statements of a transaction that is not committed yet. @throws their failure; the transaction is undone then. */
async function carryOut(session: Session, statements: readonly Statement[]): Promise<Results> {
  const end = await session.send(statements);
  if (end.failure !== undefined) await session.undo();
  return resultsOf(end);
}

/** @throws what `work` throws; the failure of a statement even when `work` made light of it, for the transaction is lost. */
async function runWork<Result>(session: Session, work: (run: RunStatement) => Promise<Result>): Promise<Result> {
  const failures: unknown[] = [];
  const run: RunStatement = async (statement) => {
    // Behind a failure, or the end, there is no transaction that the statement could be part of.
    if (failures.length > 0) throw failures[0];
    const [result] = await carryOut(session, [statement]).catch((error: unknown) => {
      failures.push(error);
      throw error;
    });
    return result ?? { rows: [], rowCount: 0 };
  };
  try {
    const result = await work(run);
    if (failures.length > 0) throw failures[0];
    return result;
  } catch (error) {
    await session.undo();
    // What `work` made of a failure that passes must not keep it from being done again.
    throw failures.find((failure) => failure instanceof LostConnection || isWorthAnotherTry(failure)) ?? error;
  } finally {
    failures.unshift(new Error("A statement came after the end of its transaction."));
  }
}

/** Nothing is written, even if the connection breaks. */
async function takeBack(session: Session): Promise<BatchEnd> {
  await session.undo();
  return { results: [], isReady: true, isOpen: false };
}
