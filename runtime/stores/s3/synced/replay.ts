import type { Database, Statement } from "../../sqlite/driver.js";
import { StatementCache } from "../../sqlite/statement-cache.js";
import { toBound } from "./parameters.js";

const capacity = 200;

/** Does again what a segment says. */
export class Replay {
  readonly #db: Database;
  readonly #prepared: StatementCache<Statement>;

  constructor(db: Database) {
    this.#db = db;
    this.#prepared = new StatementCache((sql) => db.prepare(sql), capacity);
  }

  /**
   * Runs the statements of a body, inside the caller's transaction.
   *
   * @throws Error when one of them doesn't do what it did the first time: the state is not the one that the segment follows.
   */
  run(body: string): void {
    const statements: string[] = [];
    for (const line of body.split("\n")) {
      if (line !== "") this.#runLine(JSON.parse(line), statements);
    }
  }

  #runLine(line: unknown, statements: string[]): void {
    if (Array.isArray(line)) this.#runStatement(line, statements);
    else if (hasText(line, "sql")) statements.push(line.sql);
    else if (hasText(line, "exec")) this.#db.exec(line.exec);
    else throw new Error("The log has a line that this program doesn't know: a newer one wrote it.");
  }

  #runStatement([number, changes, ...parameters]: readonly unknown[], statements: readonly string[]): void {
    const sql = typeof number === "number" ? statements[number] : undefined;
    if (sql === undefined) throw new Error("The log has a line without its statement.");
    const result = this.#prepared.get(sql).run(...parameters.map(toBound));
    if (result.changes !== changes) throw new Error(`A statement of the log changed ${result.changes} rows, and not ${String(changes)}: ${sql}`);
  }
}

function hasText<Key extends string>(line: unknown, key: Key): line is Record<Key, string> {
  return typeof line === "object" && line !== null && typeof Reflect.get(line, key) === "string";
}
