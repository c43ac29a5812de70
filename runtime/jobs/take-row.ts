import { parseRecord, printRecord, type JobRecord } from "../core/jobs/job-record.js";
import { withAttempt } from "../core/jobs/record-of.js";
import type { ClaimedRow } from "../stores/job-table.js";
import { withLoss } from "./attempts.js";
import { endingOptions, later, type Desk } from "./desk.js";
import { endJob, type Ending } from "./end-job.js";
import { tellLoss } from "./tell-observer.js";

/**
 * Begins an attempt with a row that was just claimed. Undefined when the job has ended instead: it was to be cancelled when it lost its
 * worker, or has lost too many.
 *
 * @param now when it was claimed
 */
export async function takeRow(desk: Desk, row: ClaimedRow, now: string): Promise<ClaimedRow | undefined> {
  const { context, settings, worker } = desk;
  const before = parseRecord(row.record);
  if (row.wasLost) tellLoss(context, row);
  const record = row.wasLost ? withLoss(before, row.dueAt, now) : before;
  const state = row.isCancelled ? "cancelled" : record.losses > settings.maxLosses ? "failed" : undefined;
  if (state !== undefined) return endUntaken(desk, row, { state, result: null, attempts: withVerdict(record, state) });
  if (row.wasLost && !(await keepLoss(desk, row, record))) return undefined;
  return { ...row, record: printRecord(withAttempt(record, now, worker)) };
}

async function endUntaken(desk: Desk, row: ClaimedRow, ending: Ending): Promise<undefined> {
  await endJob(desk.context, row, ending, endingOptions(desk, ending));
}

/** The last attempt says why there is none after it. */
function withVerdict({ attempts, losses }: JobRecord, state: Ending["state"]): Ending["attempts"] {
  const last = attempts.at(-1);
  if (state !== "failed" || last === undefined) return attempts;
  return [...attempts.slice(0, -1), { ...last, error: `${last.error ?? ""} It is given up after it has lost ${losses} workers.` }];
}

/** A job that kills its worker at once would be tried for ever if this waited for the first sign of life. */
async function keepLoss({ context, settings }: Desk, { resourceId, hold: { token } }: ClaimedRow, record: JobRecord): Promise<boolean> {
  const leaseUntil = later(context.now(), settings.lease);
  const [renewed] = await context.meta.jobs.renew([{ resourceId, token, leaseUntil, record: printRecord(record) }]);
  return renewed !== "lost";
}
