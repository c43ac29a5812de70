import type { StoreConnection } from "../backend-config.js";
import { memoryParts } from "./memory.js";
import type { Openers } from "./openers.js";

/** How the parts of a storage are opened on a connection. The stores of a type are loaded only when it is used. */
export async function openersOf(connection: StoreConnection): Promise<Openers> {
  switch (connection.type) {
    case "memory":
      return memoryParts();
    case "sqlite":
      return (await import("./sqlite.js")).sqliteParts(connection.options);
    case "disk":
      return (await import("./disk.js")).diskParts(connection.options);
    case "postgres":
      return (await import("./postgres.js")).postgresParts(connection.options);
    case "s3":
      return (await import("./s3.js")).s3Parts(connection.options);
  }
}
