import { z } from "zod";
import { toRabbitmqSettings, type RabbitmqOptions } from "../../queues/rabbitmq/options.js";
import { closed } from "../closed-object.js";
import { asQueue, brokerOptions, retries } from "./broker-types.js";
import type { ConnectionType } from "./connection-type.js";

/** Queues of a RabbitMQ broker. */
export interface RabbitmqConnection {
  readonly type: "rabbitmq";
  readonly options?: RabbitmqOptions;
}

const options = closed({ ...brokerOptions, prefix: z.exactOptional(z.string()), maxRetries: z.exactOptional(retries) }).superRefine(asQueue(toRabbitmqSettings));

export const rabbitmqType: ConnectionType<RabbitmqConnection> = {
  title: "RabbitMQ",
  schema: closed({ type: z.literal("rabbitmq"), options: z.exactOptional(options) }),
  roles: ["mq"],
  inherits: [],
  isDurable: true,
};
