import { z } from "zod";
import { toBrokerSettings } from "../../queues/amqp/broker-options.js";
import type { CeleryOptions } from "../../queues/celery/options.js";
import { closed } from "../closed-object.js";
import { someText, truth, wholeNumber } from "../option-types.js";
import { asQueue, brokerOptions, LONGEST, retries } from "./broker-types.js";
import type { ConnectionType } from "./connection-type.js";

/** Queues that are shared with Celery, on the broker that it uses. */
export interface CeleryConnection {
  readonly type: "celery";
  readonly options: CeleryOptions;
}

const names = z.exactOptional(z.record(z.string(), someText));

const options = closed({
  ...brokerOptions,
  runs: z.enum(["here", "elsewhere"]),
  prefix: z.exactOptional(z.string()),
  queues: names,
  tasks: names,
  maxRetries: z.exactOptional(retries),
  longest: z.exactOptional(wholeNumber(1, LONGEST)),
  terminate: z.exactOptional(truth),
}).superRefine(asQueue(toBrokerSettings));

export const celeryType: ConnectionType<CeleryConnection> = {
  title: "Celery",
  schema: closed({ type: z.literal("celery"), options }),
  roles: ["mq"],
  inherits: [],
  isDurable: true,
};
