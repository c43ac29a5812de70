import { z } from "zod";
import type { SimpleQueueOptions } from "../../queues/simple-queue.js";
import { closed } from "../closed-object.js";
import type { ConnectionType } from "./connection-type.js";
import { retries } from "./broker-types.js";

/** No server: workers look for jobs where the meta is. */
export interface SimpleConnection {
  readonly type: "simple";
  readonly options?: SimpleQueueOptions;
}

export const simpleType: ConnectionType<SimpleConnection> = {
  title: "simple",
  schema: closed({ type: z.literal("simple"), options: z.exactOptional(closed({ maxRetries: z.exactOptional(retries) })) }),
  roles: ["mq"],
  inherits: [],
  isDurable: true,
};
