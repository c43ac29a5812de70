import type { OperationContext } from "../core/context.js";
import type { JobMessage } from "../queues/message-queue.js";

/** After how long what may not have arrived is taken to the queue once more. */
const PATIENCE = 60_000;
/** The same of what has arrived, and of which nothing was heard: longer than all but the longest queues. */
const LONG_PATIENCE = 3_600_000;

/** Jobs that may start, and that nobody is taking to the queue: the caller's to take there. */
export async function takeUnsent({ model, meta, index }: OperationContext, now: Date, limit: number): Promise<readonly JobMessage[]> {
  const sentUntil = new Date(now.getTime() + PATIENCE).toISOString();
  const rows = await meta.jobs.takeUnsent(index, { now: now.toISOString(), sentUntil, limit });
  return rows.map(({ resourceId, priority }) => ({ model, resourceId, priority }));
}

/** Notes that they have arrived: a queue in which they wait for long is not filled with more of the same. */
export async function noteSent({ meta }: OperationContext, now: Date, messages: readonly JobMessage[]): Promise<void> {
  const sentUntil = new Date(now.getTime() + LONG_PATIENCE).toISOString();
  await meta.jobs.noteSent(messages.map(({ resourceId }) => resourceId), sentUntil);
}
