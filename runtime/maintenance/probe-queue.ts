import type { MessageQueue } from "../queues/message-queue.js";
import type { Step } from "./run-steps.js";

/** A message of nobody's: published, consumed, and its queue removed. Where nothing is brought anywhere, there is nothing to try. */
export function probeQueue(queue: MessageQueue): Step[] {
  const probe = queue.probe?.();
  if (probe === undefined) return [];
  return [
    { name: "publish", work: () => probe.publish() },
    { name: "consume", work: () => probe.consume() },
    { name: "remove", work: () => probe.remove(), clears: "publish" },
  ];
}
