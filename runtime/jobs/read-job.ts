import { z } from "zod";
import type { OperationContext } from "../core/context.js";
import { findCurrent } from "../core/find-revision.js";
import { readPayload, retryMissing } from "../core/payloads.js";
import type { RevisionStatus } from "../core/resource.js";

const jobData = z.looseObject({
  payload: z.unknown(),
  state: z.enum(["pending", "running", "completed", "failed", "cancelled"]),
  maxRetries: z.number().nullable(),
  timeout: z.number().nullable(),
  schedule: z.unknown(),
  attempts: z.array(z.object({ startedAt: z.string(), endedAt: z.string().nullable(), error: z.string().nullable() })),
  log: z.object({ fileId: z.string() }).nullable(),
});

/** The data of a job as JSON, of whatever model. */
export type JobData = Readonly<z.output<typeof jobData>>;

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
    const data = jobData.parse(JSON.parse(await readPayload(context, stored)));
    const { createdTime } = stored.meta.value;
    return { data, etag: stored.etag, isDeleted: stored.isDeleted, status: stored.revision.value.status, createdTime };
  });
}
