import type { OperationContext } from "../core/context.js";
import { findCurrent } from "../core/find-revision.js";
import { parseJobData, type JobData } from "../core/jobs/job-data.js";
import { readPayload, retryMissing } from "../core/payloads.js";
import type { RevisionStatus } from "../core/resource.js";
import type { StoredRevision } from "../stores/meta-store.js";

/** A job's current revision and the text of its data. */
export interface JobText {
  readonly stored: StoredRevision;
  readonly text: string;
}

/** A job as it is stored, whatever its row says. */
export interface StoredJob {
  readonly data: JobData;
  readonly etag: string;
  readonly isDeleted: boolean;
  readonly status: RevisionStatus;
  readonly createdTime: string;
}

/** @throws RESOURCE_NOT_FOUND */
export function readJobText(context: OperationContext, resourceId: string): Promise<JobText> {
  return retryMissing(async () => {
    const stored = await findCurrent(context, resourceId, true);
    return { stored, text: await readPayload(context, stored) };
  });
}

/** @throws RESOURCE_NOT_FOUND */
export async function readJob(context: OperationContext, resourceId: string): Promise<StoredJob> {
  const { stored, text } = await readJobText(context, resourceId);
  const { createdTime } = stored.meta.value;
  return { data: parseJobData(text), etag: stored.etag, isDeleted: stored.isDeleted, status: stored.revision.value.status, createdTime };
}
