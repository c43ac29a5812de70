import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { ISSUE_COLUMNS } from "./list-statement.js";

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
/** @typedef {Record<"current" | "issue" | "history" | "snapshot", Statement>} Reads */
/** @typedef {Record<"insert" | "update" | "mark" | "append" | "appendSame", Statement>} Writes */
/** @typedef {Reads & Writes} Statements */

/**
 * @param {import("better-sqlite3").Database} db
 * @returns {Statements}
 */
export function prepareStatements(db) {
  return {
    current: db.prepare("SELECT revision, is_deleted AS isDeleted FROM issue WHERE id = ?"),
    issue: db.prepare(`SELECT ${ISSUE_COLUMNS} FROM issue WHERE id = ? AND NOT is_deleted`),
    insert: db.prepare(`INSERT INTO issue (id, revision, title, description, status, severity, assignee, due_date,
        resolved_at, created_time, created_by, updated_time, updated_by)
      VALUES (@issueId, 1, @title, @description, @status, @severity, @assignee, @dueDate,
        @resolvedAt, @time, @actor, @time, @actor)`),
    update: db.prepare(`UPDATE issue SET revision = @revision, title = @title, description = @description,
        status = @status, severity = @severity, assignee = @assignee, due_date = @dueDate, resolved_at = @resolvedAt,
        updated_time = @time, updated_by = @actor
      WHERE id = @issueId`),
    mark: db.prepare(`UPDATE issue SET revision = @revision, is_deleted = @isDeleted, updated_time = @time,
        updated_by = @actor
      WHERE id = @issueId`),
    append: db.prepare(`INSERT INTO issue_history (issue_id, revision, op, time, actor, snapshot)
      VALUES (@issueId, @revision, @op, @time, @actor, @snapshot)`),
    appendSame: db.prepare(`INSERT INTO issue_history (issue_id, revision, op, time, actor, snapshot)
      SELECT issue_id, @revision, @op, @time, @actor, snapshot FROM issue_history
      WHERE issue_id = @issueId AND revision = @revision - 1`),
    history: db.prepare(`SELECT issue_id AS issueId, revision, op, time, actor FROM issue_history
      WHERE issue_id = ? AND revision < ? ORDER BY revision DESC LIMIT ?`),
    snapshot: db.prepare("SELECT snapshot FROM issue_history WHERE issue_id = ? AND revision = ?").pluck(),
  };
}
