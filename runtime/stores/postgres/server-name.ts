import type { Driver } from "./driver.js";
import { invalid } from "./names.js";
import type { Settings } from "./options.js";
import { connectionOf } from "./pool.js";

/**
 * What messages call a database: its name, a host and a port. The dsn may hold a password, and is never part of a message.
 *
 * @throws CONFIG_INVALID when the dsn can't be read.
 */
export function databaseName({ Client }: Driver, settings: Settings): string {
  try {
    const { database, host, port } = new Client(connectionOf(settings));
    return `${database ?? "postgres"} at ${host}:${port}`;
  } catch {
    throw invalid("dsn", "can't be read: it must look like postgresql://user:password@host:5432/database");
  }
}
