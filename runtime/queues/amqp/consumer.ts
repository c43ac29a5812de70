import type { BrokerConnection } from "./connection.js";
import { consume, type OnDelivery } from "./delivery.js";
import { KeptChannel, type KeptChannelOptions } from "./kept-channel.js";
import { declareQueue, type QueueDeclaration } from "./queue-declaration.js";

export interface ConsumerOptions extends Pick<KeptChannelOptions, "onTrouble"> {
  /** Made if it isn't there. */
  readonly queue: QueueDeclaration;
  /** How many messages may be ours at a time. */
  readonly prefetch: number;
  readonly onDelivery: OnDelivery;
}

/** Takes messages from a queue from now on, over outages too, until it is closed: what was not acknowledged goes back to the queue then. */
export function openConsumer(connection: BrokerConnection, { queue, prefetch, onDelivery, onTrouble }: ConsumerOptions): KeptChannel {
  return new KeptChannel(connection, {
    setUp: async (channel, closing) => {
      await channel.prefetch(prefetch);
      await declareQueue(channel, queue);
      await consume(channel, queue.name, onDelivery, closing);
    },
    onTrouble,
  });
}
