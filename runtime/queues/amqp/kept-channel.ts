import type { Channel } from "amqplib";
import { explainFailure } from "./broker-error.js";
import { closeOrderly, type BrokerConnection } from "./connection.js";
import { pause } from "./patience.js";

export interface KeptChannelOptions {
  /** Makes what the channel is for: of each new one, which is closed soon after the signal. */
  readonly setUp: (channel: Channel, closing: AbortSignal) => Promise<void>;
  /** Told of each outage, and of each attempt to end it that failed: what was on the channel is over. */
  readonly onTrouble: (error: unknown) => void;
}

/** A channel that is opened anew after it was lost, until it is closed. */
export class KeptChannel {
  readonly #connection: BrokerConnection;
  readonly #options: KeptChannelOptions;
  readonly #closing = new AbortController();
  readonly #running: Promise<void>;
  #end = () => {};

  constructor(connection: BrokerConnection, options: KeptChannelOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.#end();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      const error = await this.#open(() => (attempt = 1)).catch((reason: unknown) => reason);
      if (signal.aborted) return;
      this.#options.onTrouble(explainFailure(this.#connection.settings.name, error));
      await pause(attempt, signal);
    }
  }

  /** Resolves with what ended it. */
  async #open(onReady: () => void): Promise<unknown> {
    const model = await this.#connection.open();
    const channel = await model.createChannel();
    const ended = new Promise<unknown>((done) => {
      this.#end = () => done(undefined);
      channel.on("error", done);
      channel.on("close", this.#end);
    });
    try {
      await this.#options.setUp(channel, this.#closing.signal);
      if (this.#closing.signal.aborted) return undefined;
      onReady();
      return (await ended) ?? this.#connection.trouble ?? "The connection was lost.";
    } finally {
      await closeOrderly(channel);
    }
  }
}
