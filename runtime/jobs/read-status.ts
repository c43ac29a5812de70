import type { OperationContext } from "../core/context.js";
import { findCurrent } from "../core/find-revision.js";
import type { Attempt, Progress } from "../core/jobs/job-record.js";
import { recordOf } from "../core/jobs/record-of.js";
import { findRow } from "../core/jobs/find-row.js";
import { resourceDeleted } from "../core/refusals.js";
import type { JobState } from "../spec.js";
import type { JobRow } from "../stores/job-table.js";
import { readJob } from "./read-job.js";

/** How a job is doing. */
export interface JobStatus {
  readonly state: JobState;
  /** Oldest first; the last one may be under way. */
  readonly attempts: readonly Attempt[];
  /** What the handler said last, while it runs. */
  readonly progress: Progress | null;
  /** When it may start, or a schedule comes next; null once it has ended. */
  readonly dueAt: string | null;
  /** Who runs it. */
  readonly worker: string | null;
  /** Until when the worker has it without another sign of life. */
  readonly leaseUntil: string | null;
  /** Whether it runs and is to be cancelled. */
  readonly isCancelled: boolean;
}

/**
 * The data is read of a job that has ended alone.
 *
 * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED
 */
export async function readStatus(context: OperationContext, resourceId: string): Promise<JobStatus> {
  const { stored, row } = await findRow(context, async () => {
    const { meta, etag, isDeleted } = await findCurrent(context, resourceId, false);
    return { resourceId, etag, isDeleted, state: meta.value.indexedData["state"] };
  });
  if (stored.isDeleted) throw resourceDeleted(resourceId);
  if (row !== undefined) return statusOf(row);
  const { state, attempts } = (await readJob(context, resourceId)).data;
  return { state, attempts, progress: null, dueAt: null, worker: null, leaseUntil: null, isCancelled: false };
}

function statusOf(row: JobRow): JobStatus {
  const { hold, dueAt, isCancelled } = row;
  const { attempts, progress, worker } = recordOf(row);
  const shown = { attempts, progress, dueAt, isCancelled };
  return hold === null ? { ...shown, state: "pending", worker: null, leaseUntil: null } : { ...shown, state: "running", worker, leaseUntil: hold.leaseUntil };
}
