import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { SQL } from "./issue-sql.js";

/**
 * Opens the database and makes its tables if it has none.
 *
 * @param {string} file
 * @returns {import("better-sqlite3").Database}
 */
export function openDatabase(file) {
  const db = new Database(file);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  const schema = readFileSync(new URL("schema.sql", import.meta.url), "utf8");
  if (db.prepare("SELECT 1 FROM sqlite_schema").get() === undefined) db.exec(schema);
  return db;
}

/** @typedef {import("better-sqlite3").Statement} Statement */
/** @typedef {Record<keyof typeof SQL, Statement>} Statements */

/**
 * @param {import("better-sqlite3").Database} db
 * @returns {Statements}
 */
export function prepareStatements(db) {
  const prepared = Object.fromEntries(Object.entries(SQL).map(([name, sql]) => [name, db.prepare(sql)]));
  return { .../** @type {Statements} */ (prepared), snapshot: db.prepare(SQL.snapshot).pluck() };
}
