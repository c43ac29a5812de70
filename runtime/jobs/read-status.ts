import type { OperationContext } from "../core/context.js";
import { findCurrent } from "../core/find-revision.js";
import type { Attempt, Progress } from "../core/jobs/job-record.js";
import { recordOf } from "../core/jobs/record-of.js";
import { findRow } from "../core/jobs/find-row.js";
import { parseRevisionNumber } from "../core/ids.js";
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

/** How a job is doing, and in which of its runs. */
export interface JobView {
  readonly status: JobStatus;
  /** The number of the revision by which the run began to wait. */
  readonly run: number;
}

/**
 * The data is read of a job that has ended alone.
 *
 * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED
 */
export async function viewJob(context: OperationContext, resourceId: string): Promise<JobView> {
  const { stored, row } = await findRow(context, async () => {
    const { meta, etag, isDeleted, revision } = await findCurrent(context, resourceId, false);
    return { resourceId, etag, isDeleted, state: meta.value.indexedData["state"], info: revision.value };
  });
  if (stored.isDeleted) throw resourceDeleted(resourceId);
  const { revisionId, parentRevisionId } = stored.info;
  if (row !== undefined) return { status: statusOf(row), run: toRun(resourceId, revisionId) };
  return { status: await readEnded(context, resourceId), run: toRun(resourceId, parentRevisionId ?? revisionId) };
}

function toRun(resourceId: string, revisionId: string): number {
  return parseRevisionNumber(resourceId, revisionId) ?? 0;
}

async function readEnded(context: OperationContext, resourceId: string): Promise<JobStatus> {
  const { state, attempts } = (await readJob(context, resourceId)).data;
  return { state, attempts, progress: null, dueAt: null, worker: null, leaseUntil: null, isCancelled: false };
}

function statusOf(row: JobRow): JobStatus {
  const { hold, dueAt, isCancelled } = row;
  const { attempts, progress, worker } = recordOf(row);
  const shown = { attempts, progress, dueAt, isCancelled };
  return hold === null ? { ...shown, state: "pending", worker: null, leaseUntil: null } : { ...shown, state: "running", worker, leaseUntil: hold.leaseUntil };
}
