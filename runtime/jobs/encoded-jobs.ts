import type { OperationContext } from "../core/context.js";
import type { EncodedResources } from "../core/encoded-resources.js";
import type { BulkOptions, BulkResult } from "../core/operations/bulk.js";
import type { WriteOptions } from "../core/options.js";
import type { RevisionResult } from "../core/revision-result.js";
import type { Condition } from "../query/query.js";
import type { JobState } from "../spec.js";
import type { LogPiece } from "../stores/job-table.js";
import { cancelJob, type CancelOptions } from "./cancel-job.js";
import { createJob, type CreatedJob, type CreateJobOptions } from "./create-job.js";
import type { JobDesk } from "./job-desk.js";
import { readPieces } from "./keep-log.js";
import { readLog, type LogPosition } from "./read-log.js";
import { viewJob, type JobStatus, type JobView } from "./read-status.js";
import { rerunJob, rerunJobs } from "./rerun.js";

export type { CreatedJob, CreateJobOptions, JobStatus, JobView, LogPosition };

/** What a `JobManager` does with jobs beyond what is done with all resources, with encoded data and the facts of what was written. */
export interface EncodedJobs {
  create(data: unknown, options: CreateJobOptions): Promise<CreatedJob>;
  cancel(resourceId: string, options: CancelOptions): Promise<JobState>;
  rerun(resourceId: string, options: WriteOptions): Promise<RevisionResult>;
  rerunMany(where: Condition | null, options: BulkOptions): Promise<BulkResult>;
  status(resourceId: string): Promise<JobStatus>;
  /** The same, and in which run that is. */
  view(resourceId: string): Promise<JobView>;
  /** From a position on, or from the beginning. */
  readLog(resourceId: string, from?: LogPosition): AsyncIterable<string>;
  /** What a job that has not ended has logged since a piece; nothing of one whose log has become a blob. */
  readPieces(resourceId: string, after: number): AsyncIterable<LogPiece>;
}

/** @param encoded the resources of the same model */
export function createEncodedJobs(context: OperationContext, encoded: EncodedResources, desk: JobDesk): EncodedJobs {
  return {
    create: (data, options) => createJob(encoded, data, options),
    cancel: (resourceId, options) => cancelJob({ context, desk }, resourceId, options),
    rerun: (resourceId, options) => rerunJob(context, resourceId, options),
    rerunMany: (where, options) => rerunJobs(context, where, options),
    status: async (resourceId) => (await viewJob(context, resourceId)).status,
    view: (resourceId) => viewJob(context, resourceId),
    readLog: (resourceId, from) => readLog(context, resourceId, from),
    readPieces: (resourceId, after) => readPieces(context.meta.jobs, resourceId, after),
  };
}
