import type { OperationContext } from "../core/context.js";
import { isSpecstarError } from "../core/errors.js";
import type { Attempt } from "../core/jobs/job-record.js";
import { updateResource } from "../core/operations/update.js";
import type { WriteOptions } from "../core/options.js";
import type { ClaimedRow } from "../stores/job-table.js";
import { keepLog } from "./keep-log.js";
import { readJob } from "./read-job.js";

/** What the last revision of a job says. */
export interface Ending {
  readonly state: "completed" | "failed" | "cancelled";
  readonly result: unknown;
  readonly attempts: readonly Attempt[];
}

/**
 * Ends a job by its last revision, which takes its row away and frees its `dedupeKey`. Returns whether it was still held.
 *
 * @throws VALIDATION_FAILED for a result that the model does not allow
 */
export async function endJob(context: OperationContext, row: ClaimedRow, ending: Ending, options: WriteOptions): Promise<boolean> {
  const { resourceId, hold } = row;
  try {
    const { data, status } = await readJob(context, resourceId);
    const log = await keepLog(context, resourceId);
    await updateResource(context, resourceId, { ...data, ...ending, dedupeKey: null, log }, { ...options, status, holds: hold.token });
    if (log !== null) await context.meta.jobs.dropLog(resourceId);
    return true;
  } catch (error) {
    if (isLost(error)) return false;
    throw error;
  }
}

/** Another one has the job, or has ended it, or its resource is gone. */
function isLost(error: unknown): boolean {
  return isSpecstarError(error, "REVISION_CONFLICT") || isSpecstarError(error, "RESOURCE_NOT_FOUND") || isSpecstarError(error, "RESOURCE_DELETED");
}
