import type { Channel, ConsumeMessage } from "amqplib";
import { explainFailure } from "./broker-error.js";
import { closeOrderly, type BrokerConnection } from "./connection.js";
import { pause } from "./patience.js";
import { declareQueue, type QueueDeclaration } from "./queue-declaration.js";

/** A message that is ours until it is acknowledged, or until the connection is lost: then the broker gives it to somebody again. */
export interface Delivery {
  readonly message: ConsumeMessage;
  /** Done with it. Does nothing when it isn't ours any more. */
  acknowledge(): void;
}

export interface ConsumerOptions {
  /** Made if it isn't there. */
  readonly queue: QueueDeclaration;
  /** How many messages may be ours at a time. */
  readonly prefetch: number;
  readonly onDelivery: (delivery: Delivery) => void;
  /** Told of each outage, and of each attempt to end it that failed. */
  readonly onTrouble: (error: unknown) => void;
}

/** Takes messages from a queue from now on, over outages too, until it is closed. */
export class Consumer {
  readonly #connection: BrokerConnection;
  readonly #options: ConsumerOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  /** Ends the subscription that there is. */
  #end = () => {};

  constructor(connection: BrokerConnection, options: ConsumerOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#running = this.#run();
  }

  /** Takes no more. What was not acknowledged goes back to the queue. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#end();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      const error = await this.#consume(() => (attempt = 1)).catch((reason: unknown) => reason);
      if (signal.aborted) return;
      this.#options.onTrouble(explainFailure(this.#connection.settings.name, error));
      await pause(attempt, signal);
    }
  }

  /** Resolves with what ended it. */
  async #consume(onReady: () => void): Promise<unknown> {
    const { queue, prefetch } = this.#options;
    const model = await this.#connection.open();
    const channel = await model.createChannel();
    const ended = this.#untilEnd(channel);
    try {
      await channel.prefetch(prefetch);
      await declareQueue(channel, queue);
      if (this.#closing.signal.aborted) return undefined;
      await channel.consume(queue.name, (message) => this.#receive(channel, message));
      onReady();
      return (await ended) ?? this.#connection.trouble ?? "The connection was lost.";
    } finally {
      await closeOrderly(channel);
    }
  }

  #receive(channel: Channel, message: ConsumeMessage | null): void {
    if (this.#closing.signal.aborted) return;
    // The queue was removed: it is made again.
    if (message === null) return void closeOrderly(channel);
    this.#options.onDelivery({ message, acknowledge: () => acknowledge(channel, message) });
  }

  /** Resolves with the reason, if there is one, when a channel is closed, or when it is to be. */
  #untilEnd(channel: Channel): Promise<unknown> {
    return new Promise((done) => {
      this.#end = () => done(undefined);
      channel.on("error", done);
      channel.on("close", this.#end);
    });
  }
}

function acknowledge(channel: Channel, message: ConsumeMessage): void {
  try {
    channel.ack(message);
  } catch {
    // The channel is gone, and the message is somebody's again.
  }
}
