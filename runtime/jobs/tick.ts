import type { JobMessage, MessageQueue } from "../queues/message-queue.js";
import type { KeeperDesk } from "./keeper-desk.js";
import { fireDue } from "./schedules/fire-due.js";
import type { OnTrouble } from "./trouble.js";

/** Of messages that are taken to the queue together. */
const BATCH = 500;

/** Does what is to be done now for the jobs of some models: fires schedules, and takes jobs that may start to the queue. Never rejects. */
export async function tick(desks: readonly KeeperDesk[], queue: MessageQueue, now: Date, onTrouble: OnTrouble): Promise<void> {
  for (const desk of desks) {
    const made = await fireDue(desk, now, onTrouble).catch(onTrouble);
    await deliver(desk, queue, now, made ?? []).catch(onTrouble);
  }
}

/** A broker that is away gets them later: what was taken and doesn't arrive is taken again. */
async function deliver(desk: KeeperDesk, queue: MessageQueue, now: Date, made: readonly JobMessage[]): Promise<void> {
  if (!queue.isBrokered) return queue.publish(desk, made);
  let messages;
  do {
    messages = await desk.takeUnsent(now, BATCH);
    if (messages.length > 0) await queue.publish(desk, messages);
  } while (messages.length === BATCH);
}
