import type { MessageQueue } from "../queues/message-queue.js";
import { deliver } from "./deliver.js";
import type { KeeperDesk } from "./keeper-desk.js";
import { fireDue } from "./schedules/fire-due.js";
import type { OnTrouble } from "./trouble.js";

/** Does what is to be done now for the jobs of some models: fires schedules, and takes jobs that may start to the queue. Never rejects. */
export async function tick(desks: readonly KeeperDesk[], queue: MessageQueue, now: Date, onTrouble: OnTrouble): Promise<void> {
  for (const desk of desks) {
    const made = await fireDue(desk, now, onTrouble).catch(onTrouble);
    await deliver(desk, queue, now, made ?? []).catch(onTrouble);
  }
}
