import type { JobDesk } from "../../jobs/job-desk.js";
import { explainFailure } from "../amqp/broker-error.js";
import { BrokerConnection } from "../amqp/connection.js";
import { within } from "../amqp/patience.js";
import { BrokerProbe } from "../amqp/probe.js";
import { Publisher } from "../amqp/publisher.js";
import type { JobMessage, JobSource, MessageQueue, QueueProbe, SubscribeOptions } from "../message-queue.js";
import { toMessage } from "./messages.js";
import { toRabbitmqSettings, type RabbitmqOptions, type RabbitmqSettings } from "./options.js";
import { RabbitmqSource } from "./rabbitmq-source.js";
import { topologyOf } from "./topology.js";

/**
 * Jobs by way of RabbitMQ: a durable queue for each model, whose messages are kept until what became of a job is in the table. Nothing is
 * connected before it is used, and what is lost is made again.
 *
 * @throws CONFIG_INVALID that names an option that can't be.
 */
export function rabbitmqQueue(options: RabbitmqOptions = {}): MessageQueue {
  return new RabbitmqQueue(toRabbitmqSettings(options));
}

class RabbitmqQueue implements MessageQueue {
  readonly description: string;
  readonly maxRetries: number | undefined;
  readonly isBrokered = true;
  readonly #settings: RabbitmqSettings;
  /** One of its own: a broker that is short of memory stops reading from those who publish, and acknowledgements must pass. */
  readonly #consuming: BrokerConnection;
  readonly #publisher: Publisher;
  readonly #sources = new Set<RabbitmqSource>();

  constructor(settings: RabbitmqSettings) {
    this.#settings = settings;
    this.description = `RabbitMQ at ${settings.name}, queues ${settings.prefix}*`;
    this.maxRetries = settings.maxRetries;
    this.#consuming = new BrokerConnection(settings);
    this.#publisher = new Publisher(new BrokerConnection(settings));
  }

  async publish({ model }: JobDesk, messages: readonly JobMessage[]): Promise<readonly JobMessage[]> {
    const topology = topologyOf(this.#settings.prefix, model);
    await this.#publisher.publish(messages.map((message) => toMessage(topology, message)));
    return messages;
  }

  async subscribe(desk: JobDesk, options: SubscribeOptions): Promise<JobSource> {
    const topology = topologyOf(this.#settings.prefix, desk.model);
    const source = new RabbitmqSource({ desk, topology, connection: this.#consuming, publisher: this.#publisher }, options);
    this.#sources.add(source);
    return source;
  }

  probe(): QueueProbe {
    return new BrokerProbe(this.#consuming);
  }

  async ping(): Promise<void> {
    const { name, connectTimeout } = this.#settings;
    try {
      await within(connectTimeout, () => this.#roundTrip(), () => new Error(`It did not answer within ${connectTimeout / 1000} s.`));
    } catch (error) {
      throw explainFailure(name, error);
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#sources].map((source) => source.close()));
    await Promise.all([this.#publisher.close(), this.#consuming.close()]);
  }

  async #roundTrip(): Promise<void> {
    const model = await this.#consuming.open();
    const channel = await model.createChannel();
    channel.on("error", () => {});
    await channel.close();
  }
}
