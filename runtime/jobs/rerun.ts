import type { OperationContext } from "../core/context.js";
import { bulkWrite, type BulkOptions, type BulkResult } from "../core/operations/bulk.js";
import { patchResource } from "../core/operations/patch.js";
import type { WriteOptions } from "../core/options.js";
import { jobRunning } from "../core/refusals.js";
import type { RevisionResult } from "../core/revision-result.js";
import type { Condition } from "../query/query.js";
import { readJob } from "./read-job.js";

const AS_NEW = { state: "pending", result: null, attempts: [], log: null } as const;
const ENDED: Condition = { kind: "in", field: "state", values: ["completed", "failed", "cancelled"] };

/** Has a job that has ended run again. */
export async function rerunJob(context: OperationContext, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  const { data } = await readJob(context, resourceId);
  if (data.state === "pending") await refuseHeld(context, resourceId);
  return patchResource(context, resourceId, { kind: "merge", patch: AS_NEW }, options);
}

async function refuseHeld({ meta }: OperationContext, resourceId: string): Promise<void> {
  const [row] = await meta.jobs.read([resourceId]);
  if (row !== undefined && row.hold !== null) throw jobRunning(resourceId);
}

/** Has all jobs of a condition run again that have ended. */
export async function rerunJobs(context: OperationContext, where: Condition | null, options: BulkOptions): Promise<BulkResult> {
  const ended = where === null ? ENDED : ({ kind: "and", conditions: [where, ENDED] } as const);
  return bulkWrite(context, ended, { op: "update", patch: AS_NEW }, options);
}
