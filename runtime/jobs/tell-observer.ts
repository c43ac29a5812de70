import type { OperationContext } from "../core/context.js";
import { parseRecord } from "../core/jobs/job-record.js";
import { observerOf, type AttemptFacts } from "../core/observer.js";
import type { Settlement } from "../queues/message-queue.js";
import type { ClaimedRow } from "../stores/job-table.js";
import type { AttemptEnd } from "./job-desk.js";

/** Has the one who observes the storage learn how many jobs there are. */
export function observeCounts({ storage, model, meta, index, now }: OperationContext): void {
  observerOf(storage)?.jobs.watch(model, () => meta.jobs.count(index, now()));
}

/** Runs a handler, seen by the one who observes the storage. */
export function observeAttempt({ storage, model }: OperationContext, { resourceId, record }: ClaimedRow, run: () => Promise<AttemptEnd>): Promise<AttemptEnd> {
  const observer = observerOf(storage);
  return observer === undefined ? run() : observer.jobs.attempt({ model, resourceId, attempt: parseRecord(record).attempts.length }, run);
}

/** Tells how an attempt was handed in. */
export async function tellEnd(context: OperationContext, { resourceId, record }: ClaimedRow, handingIn: Promise<Settlement>): Promise<Settlement> {
  const settlement = await handingIn;
  const { attempts } = parseRecord(record);
  const startedAt = attempts.at(-1)?.startedAt;
  const durationMs = startedAt === undefined ? 0 : Math.max(0, Date.parse(context.now()) - Date.parse(startedAt));
  observerOf(context.storage)?.jobs.ended({ model: context.model, resourceId, attempt: attempts.length }, { ...factsOf(settlement), durationMs });
  return settlement;
}

/** Tells of a job that has lost its worker. */
export function tellLoss({ storage, model }: OperationContext, { resourceId }: ClaimedRow): void {
  observerOf(storage)?.jobs.lost(model, resourceId);
}

function factsOf(settlement: Settlement): Pick<AttemptFacts, "outcome" | "error"> {
  switch (settlement.kind) {
    case "completed":
    case "lost":
      return { outcome: settlement.kind, error: null };
    case "waits":
      return { outcome: settlement.error === null ? "postponed" : "retried", error: settlement.error };
    default:
      return { outcome: settlement.kind, error: settlement.error };
  }
}
