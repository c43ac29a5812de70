import { isOneOf } from "./claim-sql.js";
import { integer, text } from "./columns.js";
import type { InputColumn, Part } from "./row-statement.js";

const facts: readonly InputColumn[] = [
  ...["due_at", "concurrency_key", "record"].map(text),
  ...["priority", "concurrency"].map(integer),
  { name: "is_schedule", type: "boolean" },
];

/** The columns of a job's row that it begins with. */
export const newJobColumns: readonly InputColumn[] = [text("resource_id"), text("etag"), ...facts];

/** What a write that says what becomes of a job comes with, besides. */
export const jobColumns: readonly InputColumn[] = [text("job_kind"), text("job_token"), ...facts.map(({ name, type }) => ({ name: `job_${name}`, type }))];

/** Whether nobody but the writer of a row `i` holds its job: nobody's token is null, as that of a writer that has none. */
export function isJobAsExpected(job: string): string {
  return `(SELECT j.token FROM ${job} AS j WHERE j.resource_id = i.resource_id) IS NOT DISTINCT FROM i.job_token`;
}

export interface JobTables {
  /** Null where the writes have nothing to do with jobs. */
  readonly job: string | null;
  readonly jobLog: string;
}

/** What becomes of the jobs of the writes that were taken. */
export function jobParts({ job }: JobTables): readonly Part[] {
  return job === null ? [] : [["waiting", startJob(job)], endJob(job)];
}

/** What is new has logged nothing: that is asked of other writes alone. */
export function beginLogParts({ job, jobLog }: JobTables): readonly Part[] {
  const waiting = "SELECT resource_id FROM done WHERE job_kind = 'wait'";
  return job === null ? [] : [["unlogged", `DELETE FROM ${jobLog} WHERE ${isOneOf(waiting)}`]];
}

/** The jobs go with their resources, and so does what they have logged. */
export function purgeJobParts({ job, jobLog }: JobTables): readonly Part[] {
  return job === null ? [] : [["ended", ofPurged(job)], ["unlogged", ofPurged(jobLog)]];
}

function ofPurged(table: string): string {
  return `DELETE FROM ${table} AS t USING done AS i WHERE t.resource_id = i.resource_id`;
}

function startJob(job: string): string {
  const names = facts.map(({ name }) => name);
  const replaced = ["model", "etag", ...names].map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO ${job} (resource_id, model, etag, ${names.join(", ")}, is_cancelled)
    SELECT resource_id, model, etag, ${names.map((name) => `job_${name}`).join(", ")}, false FROM done WHERE job_kind = 'wait'
    ON CONFLICT (resource_id) DO UPDATE SET ${replaced.join(", ")}, is_cancelled = false, token = NULL, lease_until = NULL, sent_until = NULL`;
}

function endJob(job: string): Part {
  return ["ended", `DELETE FROM ${job} AS j USING done AS i WHERE j.resource_id = i.resource_id AND i.job_kind = 'end'`];
}
