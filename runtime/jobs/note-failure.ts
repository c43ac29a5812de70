import { printRecord } from "../core/jobs/job-record.js";
import { recordOf, withAttempt } from "../core/jobs/record-of.js";
import type { Settlement } from "../queues/message-queue.js";
import type { ClaimedRow } from "../stores/job-table.js";
import { withEnd } from "./attempts.js";
import { later, type Desk } from "./desk.js";

/** Writes down that an attempt has failed, and that the next one has begun under the same hold. */
export async function noteFailure({ context, settings, worker }: Desk, row: ClaimedRow, error: string): Promise<Settlement> {
  const { resourceId, hold: { token } } = row;
  const now = context.now();
  const before = recordOf(row);
  const after = withAttempt(withEnd(before, now, error), now, before.worker ?? worker);
  const record = printRecord({ ...after, progress: before.progress });
  const [renewed] = await context.meta.jobs.renew([{ resourceId, token, leaseUntil: later(now, settings.lease), record }]);
  return renewed === "lost" ? { kind: "lost" } : { kind: "waits", until: new Date(now), error };
}
