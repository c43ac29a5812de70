import { failureText } from "./failure-text.js";
import { isDontRetry, snoozedUntil } from "./handler-errors.js";
import type { JobContext, JobHandler } from "./job-context.js";
import type { AttemptEnd } from "./job-desk.js";

/** Runs a handler, and says how its attempt ended. Never rejects. */
export async function runHandler(handler: JobHandler<never, unknown>, job: JobContext<never>): Promise<AttemptEnd> {
  try {
    return { kind: "completed", result: await handler(job) };
  } catch (error) {
    const until = snoozedUntil(error);
    return until === undefined ? { kind: "failed", error: failureText(error), isFinal: isDontRetry(error) } : { kind: "snoozed", until };
  }
}
