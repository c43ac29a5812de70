import type { JobMessage, MessageQueue } from "../queues/message-queue.js";
import { deliver } from "./deliver.js";
import type { KeeperDesk } from "./keeper-desk.js";

/**
 * Takes jobs to the queue as soon as they wait, as many together as there are.
 *
 * @returns what is told of each job. What it fails to bring is a keeper's to bring.
 */
export function createOutbox(desk: KeeperDesk, queue: MessageQueue): (job: JobMessage) => void {
  let waiting: JobMessage[] = [];
  let isRunning = false;
  const run = async () => {
    while (waiting.length > 0) {
      const made = waiting;
      waiting = [];
      await deliver(desk, queue, new Date(), made).catch(() => {});
    }
    isRunning = false;
  };
  return (job) => {
    waiting.push(job);
    if (isRunning) return;
    isRunning = true;
    // Those of one turn of the event loop go together.
    setImmediate(run);
  };
}
