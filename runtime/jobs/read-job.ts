import type { OperationContext } from "../core/context.js";
import { findCurrent } from "../core/find-revision.js";
import { parseJobData, type JobData } from "../core/jobs/job-data.js";
import { readPayload, retryMissing } from "../core/payloads.js";
import type { RevisionStatus } from "../core/resource.js";

/** A job as it is stored, whatever its row says. */
export interface StoredJob {
  readonly data: JobData;
  readonly etag: string;
  readonly isDeleted: boolean;
  readonly status: RevisionStatus;
  readonly createdTime: string;
}

/** @throws RESOURCE_NOT_FOUND */
export async function readJob(context: OperationContext, resourceId: string): Promise<StoredJob> {
  return retryMissing(async () => {
    const stored = await findCurrent(context, resourceId, true);
    const data = parseJobData(await readPayload(context, stored));
    const { createdTime } = stored.meta.value;
    return { data, etag: stored.etag, isDeleted: stored.isDeleted, status: stored.revision.value.status, createdTime };
  });
}
