import { z } from "zod";
import { closed } from "../closed-object.js";
import type { ConnectionType } from "./connection-type.js";

/** Gone when the process ends. */
export interface MemoryConnection {
  readonly type: "memory";
  readonly options?: Readonly<Record<string, never>>;
}

export const memoryType: ConnectionType<MemoryConnection> = {
  title: "memory",
  schema: closed({ type: z.literal("memory"), options: z.exactOptional(closed({})) }),
  roles: ["meta", "resource", "blob"],
  inherits: [],
  isDurable: false,
};
