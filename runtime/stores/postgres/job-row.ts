import type { ClaimedRow, JobCounts, JobHold, JobRow, LogPiece, NewJobRow } from "../job-table.js";
import type { Row } from "./row.js";

/** The columns of a job's row, in the order in which they are read. */
export const jobRowColumns = ["resource_id", "etag", "priority", "due_at", "is_schedule", "concurrency_key", "concurrency", "token", "lease_until", "is_cancelled", "record"];

/** A bigint comes as text from a column, and as a number from JSON. */
type Integer = string | number;

type JobColumns = readonly [
  resourceId: string,
  etag: string,
  priority: Integer,
  dueAt: string,
  isSchedule: boolean,
  concurrencyKey: string | null,
  concurrency: Integer,
  token: string | null,
  leaseUntil: string | null,
  isCancelled: boolean,
  record: string,
];

export function toJobRow(row: Row): JobRow {
  const [resourceId, etag, priority, dueAt, isSchedule, concurrencyKey, concurrency, token, leaseUntil, isCancelled, record] = row as JobColumns;
  const hold: JobHold | null = token === null || leaseUntil === null ? null : { token, leaseUntil };
  return { resourceId, etag, priority: Number(priority), dueAt, isSchedule, concurrencyKey, concurrency: Number(concurrency), hold, isCancelled, record };
}

/** @param columns those of the row, then whether the lease of another was over. */
export function toClaimedRow(columns: Row, hold: JobHold): ClaimedRow {
  return { ...toJobRow(columns), hold, wasLost: columns[jobRowColumns.length] === true };
}

export function toUnsent(row: Row): Pick<JobRow, "resourceId" | "priority" | "dueAt"> {
  const [resourceId, priority, dueAt] = row as readonly [string, Integer, string];
  return { resourceId, priority: Number(priority), dueAt };
}

/** The rows of a list that a statement gives back as JSON text; null is an empty one. */
export function parseRows(text: unknown): readonly Row[] {
  return text === null ? [] : (JSON.parse(text as string) as Row[]);
}

export function toCounts(row: Row): JobCounts {
  const [due, delayed, held, schedules, oldestDueAt] = row as readonly [Integer, Integer, Integer, Integer, string | null];
  return { due: Number(due), delayed: Number(delayed), held: Number(held), schedules: Number(schedules), oldestDueAt };
}

/** The text is kept as JSON: as it is, the server would take no zero character in it. */
export function toLogPiece(row: Row): LogPiece {
  const [n, text] = row as readonly [Integer, string];
  return { n: Number(n), text: JSON.parse(text) as string };
}

/** What a job's row begins with, but for its resource. */
export function newJobFacts({ priority, dueAt, isSchedule, concurrencyKey, concurrency, record }: NewJobRow): Readonly<Record<string, unknown>> {
  return { priority, due_at: dueAt, is_schedule: isSchedule, concurrency_key: concurrencyKey, concurrency, record };
}
