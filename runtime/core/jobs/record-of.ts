import type { JobRow } from "../../stores/job-table.js";
import { parseToken } from "./hold-token.js";
import { parseRecord, type JobRecord } from "./job-record.js";

/** An attempt begins. */
export function withAttempt(record: JobRecord, startedAt: string, worker: string): JobRecord {
  const attempts = [...record.attempts, { startedAt, endedAt: null, error: null }];
  return { ...record, attempts, progress: null, worker };
}

/** What is known of a job: what its row keeps, and the attempt that began with the hold, when nobody has written that down yet. */
export function recordOf({ record, hold }: Pick<JobRow, "record" | "hold">): JobRecord {
  const kept = parseRecord(record);
  const taking = hold === null ? undefined : parseToken(hold.token);
  if (taking === undefined) return kept;
  const { startedAt, worker } = taking;
  const isKnown = kept.attempts.some((attempt) => attempt.endedAt === null || attempt.startedAt === startedAt);
  return isKnown ? kept : withAttempt(kept, startedAt, worker);
}
