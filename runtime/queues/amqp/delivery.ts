import type { Channel, ConsumeMessage } from "amqplib";
import { closeOrderly } from "./connection.js";

/** A message that is ours until it is acknowledged, or until the connection is lost: then the broker gives it to somebody again. */
export interface Delivery {
  readonly message: ConsumeMessage;
  /** Done with it. Does nothing when it isn't ours any more. */
  acknowledge(): void;
}

export type OnDelivery = (delivery: Delivery) => void;

/**
 * Subscribes a channel to a queue. One that is removed meanwhile ends the channel, and is made again with the next.
 *
 * @param closing after it, what comes is left to go back to the queue with the end of the channel.
 */
export async function consume(channel: Channel, queue: string, onDelivery: OnDelivery, closing: AbortSignal): Promise<void> {
  await channel.consume(queue, (message) => {
    if (closing.aborted) return;
    if (message === null) void closeOrderly(channel);
    else onDelivery({ message, acknowledge: () => acknowledge(channel, message) });
  });
}

function acknowledge(channel: Channel, message: ConsumeMessage): void {
  try {
    channel.ack(message);
  } catch {
    // The channel is gone, and the message is somebody's again.
  }
}
