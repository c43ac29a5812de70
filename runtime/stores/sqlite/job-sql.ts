import { sqlite } from "../../query/dialects/sqlite.js";
import type { ModelIndex } from "../model-index.js";

/** The statements for the tables of jobs. */

const columns = `model, resource_id AS resourceId, etag, priority, due_at AS dueAt, is_schedule AS isSchedule, concurrency_key AS concurrencyKey, concurrency,
  token, lease_until AS leaseUntil, is_cancelled AS isCancelled, record`;

const held = "WHERE resource_id = ? AND token = ?";

const urgency = "ORDER BY priority DESC, due_at, resource_id";

const waiting = "model = ? AND is_schedule = ? AND token IS NULL";

const unsent = "model = ? AND NOT is_schedule AND token IS NULL AND sent_until IS NULL";

const newRow = `(resource_id, model, etag, priority, due_at, is_schedule, concurrency_key, concurrency, record, is_cancelled)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`;

/** In the place of what is there: every column that it doesn't name is null. */
export const putRow = `INSERT OR REPLACE INTO specstar_job ${newRow}`;

export const addRow = `INSERT OR IGNORE INTO specstar_job ${newRow}`;

export const dropRow = "DELETE FROM specstar_job WHERE resource_id = ?";

export const readToken = "SELECT token FROM specstar_job WHERE resource_id = ?";

/** Takes a JSON list of ids, none of them twice in the answer. */
export const readRows = `SELECT ${columns} FROM specstar_job WHERE resource_id IN (SELECT value FROM json_each(?))`;

export const listRows = `SELECT ${columns} FROM specstar_job WHERE model = ? AND resource_id > ? ORDER BY resource_id LIMIT ?`;

/** Those of one priority that may start by an instant. */
export const listWaiting = `SELECT ${columns} FROM specstar_job WHERE ${waiting} AND priority = ? AND due_at <= ? ORDER BY due_at, resource_id`;

/** The highest priority below one. */
export const nextWaiting = `SELECT priority FROM specstar_job WHERE ${waiting} AND priority < ? ORDER BY priority DESC LIMIT 1`;

export const listUnsent = `SELECT ${columns} FROM specstar_job WHERE ${unsent} AND priority = ? AND due_at <= ? ORDER BY due_at, resource_id`;

export const nextUnsent = `SELECT priority FROM specstar_job WHERE ${unsent} AND priority < ? ORDER BY priority DESC LIMIT 1`;

/** Those that nobody has claimed by the end of the time that they were sent for. Takes the model, the present time twice and how many. */
export const listUnheard = `SELECT ${columns} FROM specstar_job
  WHERE model = ? AND sent_until IS NOT NULL AND sent_until <= ? AND token IS NULL AND NOT is_schedule AND due_at <= ? ${urgency} LIMIT ?`;

/** Those whose lease is over. */
export const listLost = `SELECT ${columns} FROM specstar_job WHERE model = ? AND is_schedule = ? AND token IS NOT NULL AND lease_until <= ? ${urgency}`;

/** The same without schedules, of those that nobody takes to a queue at the time. Takes the model, and the present time twice. */
export const listLostUnsent = `SELECT ${columns} FROM specstar_job
  WHERE model = ? AND NOT is_schedule AND token IS NOT NULL AND lease_until <= ? AND coalesce(sent_until, '') <= ? ${urgency}`;

/** How many of each concurrency key are held. One whose lease is over takes no place. */
export const countHeld = `SELECT concurrency_key, count(*) FROM specstar_job
  WHERE model = ? AND token IS NOT NULL AND lease_until > ? AND concurrency_key IS NOT NULL GROUP BY concurrency_key`;

export const hold = "UPDATE specstar_job SET token = ?, lease_until = ?, sent_until = NULL WHERE resource_id = ?";

export const send = "UPDATE specstar_job SET sent_until = ? WHERE resource_id = ?";

export const noteSent = "UPDATE specstar_job SET sent_until = ? WHERE resource_id = ? AND token IS NULL";

/** Whether the one who holds it should end it. */
export const readCancelled = `SELECT is_cancelled FROM specstar_job ${held}`;

export const renew = `UPDATE specstar_job SET lease_until = ?, record = coalesce(?, record) ${held}`;

export const release = `UPDATE specstar_job SET token = NULL, lease_until = NULL, sent_until = NULL, is_cancelled = 0, due_at = ?, record = ? ${held}`;

export const requestCancel = "UPDATE specstar_job SET is_cancelled = 1 WHERE resource_id = ? AND token IS NOT NULL";

/** Takes the present time three times, then the model. */
export const countRows = `SELECT
  count(*) FILTER (WHERE NOT is_schedule AND token IS NULL AND due_at <= ?) AS due,
  count(*) FILTER (WHERE NOT is_schedule AND token IS NULL AND due_at > ?) AS delayed,
  count(*) FILTER (WHERE NOT is_schedule AND token IS NOT NULL) AS held,
  count(*) FILTER (WHERE is_schedule) AS schedules,
  min(due_at) FILTER (WHERE NOT is_schedule AND token IS NULL AND due_at <= ?) AS oldestDueAt
  FROM specstar_job WHERE model = ?`;

/** Takes the text, the job's id and the token. */
export const appendLog = `INSERT INTO specstar_job_log (resource_id, n, text)
  SELECT j.resource_id, (SELECT coalesce(max(l.n), 0) + 1 FROM specstar_job_log AS l WHERE l.resource_id = j.resource_id), ?
  FROM specstar_job AS j WHERE j.resource_id = ? AND j.token = ?`;

export const readLog = "SELECT n, text FROM specstar_job_log WHERE resource_id = ? AND n > ? ORDER BY n LIMIT ?";

export const dropLog = "DELETE FROM specstar_job_log WHERE resource_id = ?";

/** Puts another state where searches look for it; undefined when they don't. */
export function showState({ table, fields }: ModelIndex): string | undefined {
  const field = fields.find(({ path }) => path === "state");
  return field && `UPDATE ${sqlite.quote(table)} SET ${sqlite.quote(field.column)} = ? WHERE resource_id = ?`;
}
