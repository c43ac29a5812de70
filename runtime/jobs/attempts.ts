import type { Attempt, JobRecord } from "../core/jobs/job-record.js";

/** The attempt that is under way has ended; without one, nothing changes. */
export function withEnd(record: JobRecord, endedAt: string, error: string | null): JobRecord {
  const close = (attempt: Attempt): Attempt => (attempt.endedAt === null ? { ...attempt, endedAt, error } : attempt);
  return { ...record, attempts: record.attempts.map(close), progress: null };
}

/** The attempt that is under way has never been. */
export function withoutOpen(record: JobRecord): JobRecord {
  return { ...record, attempts: record.attempts.filter(({ endedAt }) => endedAt !== null), progress: null };
}

/**
 * The worker was lost with the attempt that was under way. When it gave no sign of life after it had taken the job, nobody knows when the
 * attempt began: then it has been since `dueAt`.
 */
export function withLoss(record: JobRecord, dueAt: string, noticedAt: string): JobRecord {
  const isKnown = record.attempts.some(({ endedAt }) => endedAt === null);
  const begun = isKnown ? record : { ...record, attempts: [...record.attempts, { startedAt: dueAt, endedAt: null, error: null }] };
  return { ...withEnd(begun, noticedAt, "The worker was lost: it gave no sign of life for as long as it held the job."), losses: record.losses + 1 };
}

/** How many attempts have failed, the one under way not counted: those whose worker was lost haven't. */
export function failuresOf({ attempts, losses }: JobRecord): number {
  return attempts.filter(({ endedAt }) => endedAt !== null).length - losses;
}
