import { randomUUID } from "node:crypto";
import type { ConfirmChannel } from "amqplib";
import type { QueueProbe } from "../message-queue.js";
import { explainFailure } from "./broker-error.js";
import { closeOrderly, type BrokerConnection } from "./connection.js";
import { within } from "./patience.js";

/** A message through a queue that only this connection sees, and that goes with it at the latest. */
export class BrokerProbe implements QueueProbe {
  readonly #connection: BrokerConnection;
  readonly #text = randomUUID();
  #opened: { readonly channel: ConfirmChannel; readonly queue: string } | undefined;

  constructor(connection: BrokerConnection) {
    this.#connection = connection;
  }

  publish(): Promise<void> {
    return this.#inTime(async () => {
      const { channel, queue } = (this.#opened = await this.#open());
      channel.sendToQueue(queue, Buffer.from(this.#text));
      await channel.waitForConfirms();
    });
  }

  consume(): Promise<void> {
    return this.#inTime(async () => {
      const message = this.#opened !== undefined && (await this.#opened.channel.get(this.#opened.queue, { noAck: true }));
      if (message === false || message.content.toString() !== this.#text) throw new Error("What was published does not come.");
    });
  }

  remove(): Promise<void> {
    return this.#inTime(async () => {
      if (this.#opened === undefined) return;
      await this.#opened.channel.deleteQueue(this.#opened.queue);
      await closeOrderly(this.#opened.channel);
    });
  }

  async #open(): Promise<{ readonly channel: ConfirmChannel; readonly queue: string }> {
    const channel = await (await this.#connection.open()).createConfirmChannel();
    channel.on("error", () => {});
    const { queue } = await channel.assertQueue("", { exclusive: true, durable: false });
    return { channel, queue };
  }

  async #inTime(work: () => Promise<void>): Promise<void> {
    const { name, publishTimeout } = this.#connection.settings;
    try {
      await within(publishTimeout, work, () => new Error(`It did not answer within ${publishTimeout / 1000} s.`));
    } catch (error) {
      throw explainFailure(name, error);
    }
  }
}
