import type { Database, Statement } from "../../sqlite/driver.js";
import type { StatementLog } from "./statement-log.js";

/** The same connection, but what is prepared and executed through it leaves its trace in the log once it has changed something. */
export function recordDatabase(db: Database, log: StatementLog): Database {
  const recorded = {
    prepare: (sql: string) => recordStatement(db.prepare(sql), log),
    exec: (text: string) => {
      db.exec(text);
      log.addText(text);
      return db;
    },
  };
  return new Proxy(db, {
    get: (target, key) => {
      if (key === "prepare" || key === "exec") return recorded[key];
      const value: unknown = Reflect.get(target, key);
      // The driver's methods are native: they must be called on the connection itself.
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** @throws Error for a statement that changes rows and returns some: what it changed could not be told. */
function recordStatement(statement: Statement, log: StatementLog): Statement {
  if (statement.readonly) return statement;
  if (statement.reader) throw new Error(`A statement with RETURNING can't be kept in the log: ${statement.source}`);
  const run = statement.run.bind(statement);
  statement.run = (...parameters) => {
    const result = run(...parameters);
    if (result.changes > 0) log.add(statement.source, result.changes, parameters);
    return result;
  };
  return statement;
}
