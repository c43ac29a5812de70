import type { JobMessage, MessageQueue } from "../queues/message-queue.js";
import type { KeeperDesk } from "./keeper-desk.js";

/** Of messages that are taken to the queue together. */
const BATCH = 500;

/**
 * Takes jobs to the queue that may start. A broker that is away gets them later: what was taken and doesn't arrive is taken again.
 *
 * @param made those that were just made: where jobs needn't be taken anywhere, whoever waits for them looks at once.
 */
export async function deliver(desk: KeeperDesk, queue: MessageQueue, now: Date, made: readonly JobMessage[]): Promise<void> {
  if (!queue.isBrokered) return void (await queue.publish(desk, made));
  let messages;
  do {
    messages = await desk.takeUnsent(now, BATCH);
    if (messages.length === 0) return;
    const kept = await queue.publish(desk, messages);
    if (kept.length > 0) await desk.noteSent(now, kept);
  } while (messages.length === BATCH);
}
