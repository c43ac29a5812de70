import type { z } from "zod";
import type { BackendDefaults, Connection, Role } from "../backend-config.js";

/** What the configuration needs to know of a type of connection. */
export interface ConnectionType<Described extends Connection> {
  /** What messages call it. */
  readonly title: string;
  readonly schema: z.ZodType<Described>;
  readonly roles: readonly Role[];
  /** The options that it takes from the defaults. */
  readonly inherits: readonly (keyof BackendDefaults)[];
  /** Whether what it keeps is there after a restart. */
  readonly isDurable: boolean;
}
