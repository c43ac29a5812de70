import type { OperationContext } from "../core/context.js";
import type { JobMessage } from "../queues/message-queue.js";

/** After how long what nobody has claimed is taken to the queue once more. */
const PATIENCE = 60_000;

/** Jobs that may start, and that nobody is taking to the queue: the caller's to take there. */
export async function takeUnsent({ model, meta, index }: OperationContext, now: Date, limit: number): Promise<readonly JobMessage[]> {
  const sentUntil = new Date(now.getTime() + PATIENCE).toISOString();
  const rows = await meta.jobs.takeUnsent(index, { now: now.toISOString(), sentUntil, limit });
  return rows.map(({ resourceId, priority }) => ({ model, resourceId, priority }));
}
