import type { OperationContext } from "../core/context.js";
import { isSpecstarError } from "../core/errors.js";
import { parseJobData } from "../core/jobs/job-data.js";
import type { Attempt } from "../core/jobs/job-record.js";
import { planReplace } from "../core/operations/replace.js";
import type { WriteOptions } from "../core/options.js";
import { runOn } from "../core/run-unit.js";
import type { ClaimedRow } from "../stores/job-table.js";
import { keepLog } from "./keep-log.js";
import { readJobText, type JobText } from "./read-job.js";

/** What the last revision of a job says. */
export interface Ending {
  readonly state: "completed" | "failed" | "cancelled";
  readonly result: unknown;
  readonly attempts: readonly Attempt[];
}

export interface EndOptions extends WriteOptions {
  /** The job as it was read since it is held; it is read again if it has changed. */
  readonly known?: JobText | undefined;
}

/**
 * Ends a job by its last revision, which takes its row away and frees its `dedupeKey`. Returns whether it was still held.
 *
 * @throws VALIDATION_FAILED for a result that the model does not allow
 */
export async function endJob(context: OperationContext, row: ClaimedRow, ending: Ending, { known, ...options }: EndOptions): Promise<boolean> {
  const { resourceId } = row;
  try {
    const log = await keepLog(context, resourceId);
    await writeEnd(context, row, { ...ending, log }, { options, job: known ?? (await readJobText(context, resourceId)) });
    if (log !== null) await context.meta.jobs.dropLog(resourceId);
    return true;
  } catch (error) {
    if (known !== undefined && isSpecstarError(error, "REVISION_CONFLICT")) return endJob(context, row, ending, options);
    if (isLost(error)) return false;
    throw error;
  }
}

/** Only in the place of the revision that the end was made from. */
async function writeEnd(context: OperationContext, { resourceId, hold }: ClaimedRow, end: object, { job, options }: { job: JobText; options: WriteOptions }): Promise<void> {
  const { stored, text } = job;
  const content = context.prepare({ ...parseJobData(text), ...end, dedupeKey: null });
  const endOptions = { ...options, status: stored.revision.value.status, ifMatch: stored.etag, holds: hold.token };
  let isRepeated = false;
  await runOn(context, resourceId, (scope) => {
    // What the first plan takes for current is read for the next one: whoever was faster may have changed it.
    if (!isRepeated) scope.unit.assume(stored);
    isRepeated = true;
    return planReplace(scope, resourceId, content, endOptions);
  }, endOptions);
}

/** Another one has the job, or has ended it, or its resource is gone. */
function isLost(error: unknown): boolean {
  return isSpecstarError(error, "REVISION_CONFLICT") || isSpecstarError(error, "RESOURCE_NOT_FOUND") || isSpecstarError(error, "RESOURCE_DELETED");
}
