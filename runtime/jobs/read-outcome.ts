import type { OperationContext } from "../core/context.js";
import { isSpecstarError } from "../core/errors.js";
import type { Settlement } from "../queues/message-queue.js";
import { readJob, type StoredJob } from "./read-job.js";

/** What a job has come to; null while it has not ended, and when it is not there. */
export async function readOutcome(context: OperationContext, resourceId: string): Promise<Settlement | null> {
  try {
    return toOutcome((await readJob(context, resourceId)).data);
  } catch (error) {
    if (isSpecstarError(error, "RESOURCE_NOT_FOUND")) return null;
    throw error;
  }
}

function toOutcome({ state, result, attempts }: StoredJob["data"]): Settlement | null {
  if (state === "completed") return { kind: "completed", result };
  if (state === "failed" || state === "cancelled") return { kind: state, error: attempts.at(-1)?.error ?? `The job is ${state}.` };
  return null;
}
