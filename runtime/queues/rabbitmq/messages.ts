import type { ConsumeMessage } from "amqplib";
import type { OutgoingMessage } from "../amqp/publishing-channel.js";
import type { JobMessage } from "../message-queue.js";
import { toPriority, type Topology } from "./topology.js";

/** All headers of a message have to fit in a frame. */
const LONGEST_ERROR = 2_000;

/** `failed`: the job was given up. `unreadable`: the message is none of ours. */
export type DeathReason = "failed" | "unreadable";

/** The body is the resource id. */
export function toMessage({ main }: Topology, { resourceId, priority }: JobMessage): OutgoingMessage {
  return { queue: main, content: Buffer.from(resourceId), properties: { contentType: "text/plain", priority: toPriority(priority) } };
}

/** The same again after so many milliseconds; undefined when that is longer than any delay. */
export function toDelayedMessage({ delays }: Topology, { content, properties }: ConsumeMessage, wait: number): OutgoingMessage | undefined {
  const fitting = delays.find((delay) => delay.wait >= wait);
  return fitting && { queue: fitting.queue, content, properties: { contentType: "text/plain", priority: properties.priority } };
}

/** The same, with why nobody is to do it. */
export function toDeadMessage({ dead }: Topology, { content }: ConsumeMessage, reason: DeathReason, error: string): OutgoingMessage {
  const headers = { "specstar-reason": reason, "specstar-error": error.slice(0, LONGEST_ERROR), "specstar-time": new Date().toISOString() };
  return { queue: dead, content, properties: { contentType: "text/plain", headers } };
}
