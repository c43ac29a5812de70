import { invalidOption, toBrokerSettings, type BrokerOptions, type BrokerSettings } from "../amqp/broker-options.js";

/** Which broker, and what is said of the jobs that go by it. Times are in milliseconds. */
export interface RabbitmqOptions extends BrokerOptions {
  /** What the name of each of its queues begins with; `specstar.` unless said otherwise. Two back ends need two of them on one virtual host. */
  readonly prefix?: string | undefined;
  /** How often a failed job runs again when neither it nor its model says so; 3 unless said otherwise. */
  readonly maxRetries?: number | undefined;
}

export interface RabbitmqSettings extends BrokerSettings {
  readonly prefix: string;
  readonly maxRetries: number | undefined;
}

/** A queue's name has at most 255 bytes, and the rest of it needs room. The broker keeps `amq.` to itself. */
const PREFIX = /^(?!amq\.)[A-Za-z0-9._-]{0,100}$/;
const MOST_RETRIES = 1_000_000;

/** @throws CONFIG_INVALID that names the option. */
export function toRabbitmqSettings(options: RabbitmqOptions): RabbitmqSettings {
  const { prefix = "specstar.", maxRetries } = options;
  if (!PREFIX.test(prefix)) throw invalidOption("prefix", "must be at most 100 letters, digits and . _ -, and not begin with amq.");
  if (maxRetries !== undefined && !(Number.isInteger(maxRetries) && maxRetries >= 0 && maxRetries <= MOST_RETRIES)) {
    throw invalidOption("maxRetries", `must be a whole number from 0 to ${MOST_RETRIES}`);
  }
  return { ...toBrokerSettings(options), prefix, maxRetries };
}
