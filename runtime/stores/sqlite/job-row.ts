import type { JobRow, NewJobRow } from "../job-table.js";

/** A job as it is kept: SQLite has no booleans. */
export interface KeptJob extends Omit<JobRow, "hold" | "isSchedule" | "isCancelled"> {
  readonly model: string;
  readonly isSchedule: 0 | 1;
  readonly isCancelled: 0 | 1;
  /** With its lease, or both null. */
  readonly token: string | null;
  readonly leaseUntil: string | null;
}

export function toJobRow({ model: _model, token, leaseUntil, isSchedule, isCancelled, ...row }: KeptJob): JobRow {
  const hold = token === null || leaseUntil === null ? null : { token, leaseUntil };
  return { ...row, isSchedule: isSchedule === 1, isCancelled: isCancelled === 1, hold };
}

/** What a new row is written with. */
export function toParameters(row: NewJobRow, model: string, etag: string): readonly unknown[] {
  const { resourceId, priority, dueAt, isSchedule, concurrencyKey, concurrency, record } = row;
  return [resourceId, model, etag, priority, dueAt, Number(isSchedule), concurrencyKey, concurrency, record];
}

type Urgency = Pick<JobRow, "priority" | "dueAt" | "resourceId">;

/** The highest priority first, then what waits longest, then by id. */
export function byUrgency(a: Urgency, b: Urgency): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt ? -1 : 1;
  return a.resourceId < b.resourceId ? -1 : 1;
}
