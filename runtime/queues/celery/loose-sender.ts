import type { ConfirmChannel } from "amqplib";
import { explainFailure } from "../amqp/broker-error.js";
import type { BrokerConnection } from "../amqp/connection.js";
import { within } from "../amqp/patience.js";
import { toProperties } from "./header-table.js";
import type { Outgoing } from "./protocol/wire.js";

/** Where a message goes: a queue by its name when the exchange is "". */
export interface Address {
  readonly exchange: string;
  readonly key: string;
}

/** Brings messages to those who may be there or not: nothing is made for them, and what nobody is there for is dropped. */
export class LooseSender {
  readonly #connection: BrokerConnection;
  #channel: Promise<ConfirmChannel> | null = null;

  constructor(connection: BrokerConnection) {
    this.#connection = connection;
  }

  /** Resolves once the broker has taken the message. @throws BACKEND_UNAVAILABLE when it hasn't in time. */
  async send(address: Address, message: Outgoing): Promise<void> {
    const { name, publishTimeout } = this.#connection.settings;
    try {
      await within(publishTimeout, () => this.#send(address, message), () => new Error(`It did not confirm a message within ${publishTimeout / 1000} s.`));
    } catch (error) {
      throw explainFailure(name, error);
    }
  }

  async #send({ exchange, key }: Address, { content, options }: Outgoing): Promise<void> {
    const channel = await (this.#channel ??= this.#open());
    await new Promise<void>((done, reject) => {
      channel.publish(exchange, key, content, toProperties(options), (error: unknown) => (error === null ? done() : reject(error)));
    });
  }

  #open(): Promise<ConfirmChannel> {
    const forget = () => (this.#channel = null);
    const opening = this.#connection.open().then(async (model) => {
      const channel = await model.createConfirmChannel();
      // What breaks a channel fails its messages as well.
      channel.on("error", () => {}).on("close", forget);
      return channel;
    });
    opening.catch(forget);
    return opening;
  }
}
