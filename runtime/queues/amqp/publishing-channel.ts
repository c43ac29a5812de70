import { randomUUID } from "node:crypto";
import type { ConfirmChannel, Options } from "amqplib";
import type { BrokerConnection } from "./connection.js";
import { declareQueue, type QueueDeclaration } from "./queue-declaration.js";

/** A message for a queue, which is made if it isn't there. */
export interface OutgoingMessage {
  readonly queue: QueueDeclaration;
  readonly content: Buffer;
  readonly properties: Omit<Options.Publish, "messageId" | "mandatory" | "persistent">;
}

/** A channel on which the broker confirms each message. It serves until something on it fails. */
export class PublishingChannel {
  readonly #channel: ConfirmChannel;
  readonly #declared = new Map<string, Promise<void>>();
  /** By message id: what the broker could not bring to a queue, until it confirms that too. */
  readonly #returned = new Set<string>();

  private constructor(channel: ConfirmChannel) {
    this.#channel = channel;
    channel.on("return", ({ properties }) => this.#returned.add(String(properties.messageId)));
  }

  /** @param onClose called once it serves no more, whatever the reason. */
  static async open(connection: BrokerConnection, onClose: () => void): Promise<PublishingChannel> {
    const model = await connection.open();
    const channel = await model.createConfirmChannel();
    // What breaks a channel fails its messages as well.
    channel.on("error", () => {});
    channel.on("close", onClose);
    return new PublishingChannel(channel);
  }

  /** Resolves once the broker keeps the message. @throws Error when it doesn't, or when nobody knows. */
  async send({ queue, content, properties }: OutgoingMessage): Promise<void> {
    await this.#declare(queue);
    const messageId = randomUUID();
    const options = { ...properties, messageId, mandatory: true, persistent: true };
    await new Promise<void>((done, reject) => {
      this.#channel.publish("", queue.name, content, options, (error: unknown) => (error === null ? done() : reject(error)));
    });
    if (!this.#returned.delete(messageId)) return;
    this.#declared.delete(queue.name);
    throw new Error(`The queue ${queue.name} was removed.`);
  }

  #declare(queue: QueueDeclaration): Promise<void> {
    const found = this.#declared.get(queue.name);
    if (found !== undefined) return found;
    const declared = declareQueue(this.#channel, queue);
    this.#declared.set(queue.name, declared);
    return declared;
  }
}
