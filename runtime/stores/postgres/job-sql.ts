import type { ModelIndex } from "../model-index.js";
import { isOneOf, showState } from "./claim-sql.js";
import { text } from "./columns.js";
import type { PostgresDatabase } from "./database.js";
import { jobRowColumns } from "./job-row.js";
import { newJobColumns } from "./job-write-sql.js";
import { inputRows, nameStatement, rowStatement, type NamedStatement, type RowStatement } from "./row-statement.js";
import { takeUnsentStatement } from "./unsent-sql.js";

/** What is done to jobs, whatever their model. */
export interface JobStatements {
  /** Gives back of those that are held whether they are to be cancelled. */
  readonly renew: RowStatement;
  readonly requestCancel: RowStatement;
  readonly takeUnsent: RowStatement;
  readonly appendLog: RowStatement;
  /** This and the next two take a list of ids. */
  readonly drop: NamedStatement;
  readonly dropLog: NamedStatement;
  /** Takes a list of ids, and until when. */
  readonly noteSent: NamedStatement;
  readonly read: NamedStatement;
  /** Takes the model, the id to go on after, and how many. */
  readonly list: NamedStatement;
  /** Takes the model and the present time. */
  readonly count: NamedStatement;
  /** Takes the resource, the number to go on after, and how many. */
  readonly readLog: NamedStatement;
}

const input = (...names: readonly string[]): string => inputRows(names.map(text));

/** The row of a job that is held under the token of a row `i`. Asked by a list, for the planner's sake. */
const isHeld = `j.resource_id = i.resource_id AND j.token = i.token AND ${isOneOf("SELECT resource_id FROM input", "j.resource_id")}`;

export function jobStatements(database: PostgresDatabase): JobStatements {
  const [job, log] = [database.table("specstar_job"), database.table("specstar_job_log")];
  const columns = jobRowColumns.join(", ");
  return {
    renew: rowStatement(`WITH input AS (${input("resource_id", "token", "lease_until", "record")})
      UPDATE ${job} AS j SET lease_until = i.lease_until, record = coalesce(i.record, j.record) FROM input AS i WHERE ${isHeld} RETURNING i.position, j.is_cancelled`),
    requestCancel: rowStatement(`WITH input AS (${input("resource_id")})
      UPDATE ${job} AS j SET is_cancelled = true FROM input AS i WHERE j.resource_id = i.resource_id AND j.token IS NOT NULL RETURNING i.position`),
    takeUnsent: takeUnsentStatement(job),
    appendLog: rowStatement(appendLogSql(job, log)),
    drop: nameStatement(dropJobs(database)),
    dropLog: nameStatement(`DELETE FROM ${log} WHERE resource_id = ANY ($1::text[])`),
    noteSent: nameStatement(`UPDATE ${job} SET sent_until = $2 WHERE resource_id = ANY ($1::text[]) AND token IS NULL`),
    read: nameStatement(`SELECT ${columns} FROM ${job} WHERE resource_id = ANY ($1::text[])`),
    list: nameStatement(`SELECT ${columns} FROM ${job} WHERE model = $1 AND resource_id > $2 ORDER BY resource_id LIMIT $3`),
    count: nameStatement(countSql(job)),
    readLog: nameStatement(`SELECT n, text FROM ${log} WHERE resource_id = $1 AND n > $2 ORDER BY n LIMIT $3`),
  };
}

/** What is done to the jobs of one model, whose state is shown. */
export interface ModelJobStatements {
  /** Gives back those that were held. */
  readonly release: RowStatement;
  /** Takes a list of rows, and gives back those that were missing. */
  readonly restore: NamedStatement;
}

export function modelJobStatements(database: PostgresDatabase, index: ModelIndex): ModelJobStatements {
  const job = database.table("specstar_job");
  const shown = (of: string) => showState(database, index, { state: "pending", of }).map(([name, sql]) => `, ${name} AS (${sql})`).join("");
  const released = `UPDATE ${job} AS j SET token = NULL, lease_until = NULL, sent_until = NULL, is_cancelled = false, due_at = i.due_at, record = i.record
    FROM input AS i WHERE ${isHeld} RETURNING i.position, j.resource_id, j.is_schedule`;
  const names = ["model", ...newJobColumns.map(({ name }) => name)].join(", ");
  const added = `INSERT INTO ${job} (${names}, is_cancelled) SELECT ${names}, false FROM (${inputRows([text("model"), ...newJobColumns])}) AS i
    ON CONFLICT DO NOTHING RETURNING resource_id, is_schedule`;
  return {
    release: rowStatement(`WITH input AS (${input("resource_id", "token", "due_at", "record")}), released AS (${released})${shown("released")} SELECT position FROM released`),
    restore: nameStatement(`WITH added AS (${added})${shown("added")} SELECT resource_id FROM added`),
  };
}

/** Takes ids, and removes the jobs with what they have logged. */
export function dropJobs(database: PostgresDatabase): string {
  const ofThese = (name: string) => `DELETE FROM ${database.table(name)} WHERE resource_id = ANY ($1::text[])`;
  return `WITH unlogged AS (${ofThese("specstar_job_log")}) ${ofThese("specstar_job")}`;
}

function appendLogSql(job: string, log: string): string {
  const n = `coalesce((SELECT max(l.n) FROM ${log} AS l WHERE l.resource_id = i.resource_id), 0) + 1`;
  return `WITH input AS (${input("resource_id", "token", "text")}),
    held AS (SELECT i.* FROM input AS i WHERE EXISTS (SELECT 1 FROM ${job} AS j WHERE j.resource_id = i.resource_id AND j.token = i.token)),
    added AS (INSERT INTO ${log} (resource_id, n, text) SELECT i.resource_id, ${n}, i.text FROM held AS i)
    SELECT position FROM held`;
}

function countSql(job: string): string {
  const waiting = "NOT is_schedule AND token IS NULL";
  const counts = [`${waiting} AND due_at <= $2`, `${waiting} AND due_at > $2`, "NOT is_schedule AND token IS NOT NULL", "is_schedule"];
  const selected = counts.map((which) => `count(*) FILTER (WHERE ${which})`).join(", ");
  return `SELECT ${selected}, min(due_at) FILTER (WHERE ${waiting} AND due_at <= $2) FROM ${job} WHERE model = $1`;
}
