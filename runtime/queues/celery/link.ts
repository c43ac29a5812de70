import type { Channel } from "amqplib";
import { toBrokerSettings, type BrokerOptions } from "../amqp/broker-options.js";
import { BrokerConnection } from "../amqp/connection.js";
import { consume, type OnDelivery } from "../amqp/delivery.js";
import { KeptChannel, type KeptChannelOptions } from "../amqp/kept-channel.js";
import { BrokerProbe } from "../amqp/probe.js";
import { Publisher } from "../amqp/publisher.js";
import { declareQueue } from "../amqp/queue-declaration.js";
import type { QueueProbe } from "../message-queue.js";
import { toProperties } from "./header-table.js";
import { LooseSender } from "./loose-sender.js";
import { CONTROL_EXCHANGE } from "./protocol/revoke.js";
import type { Outgoing, Wire } from "./protocol/wire.js";

/** As Celery declares its queues itself. */
const DURABLE = { durable: true };

export interface ConsumeOptions {
  /** The most messages that are not settled. */
  readonly prefetch: number;
  readonly onDelivery: OnDelivery;
  /** Told of outages; what was delivered before comes once more. */
  readonly onTrouble: (error: unknown) => void;
}

export interface Consumption {
  /** Changes how many messages may be unsettled. */
  setPrefetch(prefetch: number): void;
  /** Takes no more; what is not settled goes back to the queue. */
  close(): Promise<void>;
}

/** What goes between us and the broker that Celery uses. One connection brings, another one takes: a broker that is short of memory stops the first alone. */
export class Link {
  readonly name: string;
  readonly #taking: BrokerConnection;
  readonly #bringing: BrokerConnection;
  readonly #publisher: Publisher;
  readonly #loose: LooseSender;
  readonly #kept = new Set<KeptChannel>();

  /** @throws CONFIG_INVALID */
  constructor(options: BrokerOptions) {
    const settings = toBrokerSettings(options);
    this.name = settings.name;
    this.#taking = new BrokerConnection(settings);
    this.#bringing = new BrokerConnection(settings);
    this.#publisher = new Publisher(this.#bringing);
    this.#loose = new LooseSender(this.#bringing);
  }

  /** Brings a task to a queue, which is made when it is missing, and resolves once the broker keeps it. */
  async sendTask(queue: string, { content, options }: Outgoing): Promise<void> {
    await this.#publisher.publish([{ queue: { name: queue, options: DURABLE }, content, properties: toProperties(options) }]);
  }

  /** Brings an answer to a queue of somebody else's. */
  async sendAnswer(queue: string, message: Outgoing): Promise<void> {
    await this.#loose.send({ exchange: "", key: queue }, message);
  }

  /** Tells something to all of Celery's workers that are there. */
  async tellWorkers(message: Outgoing): Promise<void> {
    const model = await this.#bringing.open();
    const channel = await model.createChannel();
    channel.on("error", () => {});
    await declareControl(channel);
    await channel.close();
    await this.#loose.send({ exchange: CONTROL_EXCHANGE, key: "" }, message);
  }

  /** Takes what comes to a queue, which is made when it is missing. */
  consume(queue: string, { prefetch, onDelivery, onTrouble }: ConsumeOptions): Consumption {
    let channel: Channel | undefined;
    const setUp = async (opened: Channel, closing: AbortSignal) => {
      channel = opened;
      await limit(opened, prefetch);
      await declareQueue(opened, { name: queue, options: DURABLE });
      await consume(opened, queue, onDelivery, closing);
    };
    const kept = this.#keep({ setUp, onTrouble });
    const setPrefetch = (changed: number) => {
      // A channel that ends meanwhile takes its limit with it.
      if (channel !== undefined) limit(channel, changed).catch(() => undefined);
    };
    return { setPrefetch, close: () => kept.close() };
  }

  /** Hears what Celery's workers are told from now on. */
  listenToWorkers(onMessage: (wire: Wire) => void, onTrouble: (error: unknown) => void): { close(): Promise<void> } {
    const setUp = async (channel: Channel) => {
      await declareControl(channel);
      const { queue } = await channel.assertQueue("", { exclusive: true, autoDelete: true });
      await channel.bindQueue(queue, CONTROL_EXCHANGE, "");
      await channel.consume(queue, (message) => message !== null && onMessage(message), { noAck: true });
    };
    return this.#keep({ setUp, onTrouble });
  }

  /** A message of nobody's, to see whether the broker brings any. */
  probe(): QueueProbe {
    return new BrokerProbe(this.#taking);
  }

  /** Resolves when the broker answers. */
  async ping(): Promise<void> {
    const channel = await (await this.#bringing.open()).createChannel();
    await channel.close();
  }

  /** Ends all that is taken, and lets go of the broker after what was accepted has been brought. */
  async close(): Promise<void> {
    await Promise.all([...this.#kept].map((kept) => kept.close()));
    await Promise.all([this.#publisher.close(), this.#taking.close()]);
  }

  #keep(options: KeptChannelOptions): KeptChannel {
    const kept = new KeptChannel(this.#taking, options);
    this.#kept.add(kept);
    return kept;
  }
}

/** For all of a channel: what is for one consumer can't be changed. */
async function limit(channel: Channel, prefetch: number): Promise<void> {
  await channel.prefetch(prefetch, true);
}

/** As Celery's workers declare it. */
async function declareControl(channel: Channel): Promise<void> {
  await channel.assertExchange(CONTROL_EXCHANGE, "fanout", { durable: false });
}
