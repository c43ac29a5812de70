import { randomUUID } from "node:crypto";
import type { OperationContext } from "../core/context.js";
import { meetsPrecondition } from "../core/etag.js";
import { parseRecord } from "../core/jobs/job-record.js";
import type { WriteOptions } from "../core/options.js";
import { resourceDeleted, revisionConflict } from "../core/refusals.js";
import type { JobState } from "../spec.js";
import type { ClaimedRow } from "../stores/job-table.js";
import { later } from "./desk.js";
import { endJob } from "./end-job.js";
import type { JobDesk } from "./job-desk.js";
import { readJob } from "./read-job.js";

export type CancelOptions = Pick<WriteOptions, "actor" | "reason" | "requestId" | "ifMatch">;

export interface Cancelling {
  readonly context: OperationContext;
  readonly desk: JobDesk;
}

/** A job can be taken and given back between two looks. */
const ATTEMPTS = 5;

/** Ends a job that waits as cancelled, and has one that runs told so. Returns its state after that. */
export async function cancelJob({ context, desk }: Cancelling, resourceId: string, options: CancelOptions): Promise<JobState> {
  const { meta, storage } = context;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const { data, isDeleted, etag } = await readJob(context, resourceId);
    if (isDeleted) throw resourceDeleted(resourceId);
    if (!meetsPrecondition(options.ifMatch, etag)) throw revisionConflict(resourceId);
    if (data.state !== "pending") return data.state;
    const row = await claimOne(context, desk, { resourceId, isSchedule: data.schedule !== null });
    if (row !== undefined && (await endClaimed(context, row, options))) return "cancelled";
    if (await meta.jobs.requestCancel(resourceId)) {
      await storage.queue?.cancel?.(desk, resourceId);
      return "running";
    }
  }
  throw revisionConflict(resourceId);
}

async function claimOne({ meta, index, now }: OperationContext, { settings }: JobDesk, { resourceId, isSchedule }: { resourceId: string; isSchedule: boolean }): Promise<ClaimedRow | undefined> {
  const at = now();
  const request = { token: randomUUID(), now: at, leaseUntil: later(at, settings.lease), limit: 1, only: [resourceId], early: true };
  const [row] = await meta.jobs.claim(index, { ...request, schedules: isSchedule });
  return row;
}

/** What can't be ended, for the want of a reason perhaps, goes back. */
async function endClaimed(context: OperationContext, row: ClaimedRow, { ifMatch, ...options }: CancelOptions): Promise<boolean> {
  const { resourceId, etag, hold, dueAt, record } = row;
  try {
    // It may have changed before it was claimed.
    if (!meetsPrecondition(ifMatch, etag)) throw revisionConflict(resourceId);
    return await endJob(context, row, { state: "cancelled", result: null, attempts: parseRecord(record).attempts }, options);
  } catch (error) {
    await context.meta.jobs.release(context.index, { resourceId, token: hold.token, dueAt, record });
    throw error;
  }
}
