import { randomUUID } from "node:crypto";
import { connect, type Channel } from "amqplib";
import { afterAll } from "vitest";
import { askFor } from "./ask-for.js";
import { startService } from "./start-service.js";

/** A part of a broker that is one test file's. */
export interface TestBroker {
  readonly url: string;
  /** What the names of all its queues and exchanges begin with, so that tests which share the broker don't meet. */
  readonly prefix: string;
}

interface Made extends TestBroker {
  readonly names: readonly string[];
}

const made: Made[] = [];

afterAll(async () => {
  for (const broker of made.splice(0)) await withChannel(broker.url, (channel) => removeAll(channel, broker));
}, 60_000);

/**
 * Makes a prefix on the broker of this run, which is started by whoever asks first.
 *
 * @param names what follows the prefix in the names of queues and exchanges that are to be removed when the file's tests are done.
 * @throws Error that says what to install when there is no RabbitMQ to be had.
 */
export async function newBroker(...names: string[]): Promise<TestBroker> {
  const broker = { url: await askFor("POST", "rabbitmq"), prefix: `specstar-test-${randomUUID().slice(0, 8)}.`, names };
  made.push(broker);
  return broker;
}

/** Does something with a channel of the driver itself, for what queues' own interface doesn't do. */
export async function withChannel<Result>(url: string, work: (channel: Channel) => Promise<Result>): Promise<Result> {
  const connection = await connect(url);
  // What breaks it fails the work as well.
  connection.on("error", () => {});
  try {
    const channel = await connection.createChannel();
    channel.on("error", () => {});
    const result = await work(channel);
    // The end of a connection overtakes what its channels have still to send.
    await channel.close();
    return result;
  } finally {
    await connection.close();
  }
}

async function removeAll(channel: Channel, { prefix, names }: Made): Promise<void> {
  for (const name of names) {
    await channel.deleteQueue(`${prefix}${name}`);
    await channel.deleteExchange(`${prefix}${name}`);
  }
}

/** A broker of a test's own, for what can't be done to one that others use. */
export interface RabbitmqServer {
  readonly url: string;
  readonly port: number;
  /** Kills it on the spot. */
  halt(): Promise<void>;
  /** Starts it again, with its data. */
  start(): Promise<void>;
  /** Lets it fall over and start again. */
  restart(): Promise<void>;
  /** Does what a line of rabbitmqctl's says. */
  control(line: string): Promise<void>;
  /** Takes the broker and its data away. */
  stop(): Promise<void>;
}

/** @throws Error that says what to install when RabbitMQ is not there. */
export async function startRabbitmq(): Promise<RabbitmqServer> {
  const { said, tell, stop } = await startService("rabbitmq");
  return {
    url: `amqp://guest:guest@127.0.0.1:${said.port}`,
    port: said.port,
    halt: () => tell("halt"),
    start: () => tell("start"),
    restart: async () => {
      await tell("halt");
      await tell("start");
    },
    control: tell,
    stop,
  };
}
