import type { Duplex } from "node:stream";
import type pg from "pg";
import type { Driver } from "./driver.js";
import type { Settings } from "./options.js";

/** How long a write may wait for the lock, and any statement for a table that others hold; in milliseconds. */
export const lockTimeout = 10_000;

/** Makes the connections of a database; none is made before it is used. */
export function createPool({ Pool }: Driver, settings: Settings): pg.Pool {
  const pool = new Pool({
    ...connectionOf(settings),
    max: settings.poolSize,
    connectionTimeoutMillis: settings.connectTimeout,
    keepAlive: true,
    // A pooler refuses what is for the session: there each transaction says it anew.
    ...(settings.transactionPooler ? {} : limitsOf(settings)),
  });
  // A connection that breaks fails its statements, and an idle one is replaced; without listeners, it would end the process too. They
  // are there from the start: the server can end a connection in the same breath in which it is made.
  pool.on("error", () => {});
  pool.on("connect", (client) => {
    client.on("error", () => {});
    guard(client);
  });
  return pool;
}

/**
 * A message that is torn makes the driver throw while it reads, where nobody can catch it: a pooler tears one when it loses the
 * server, and puts a message of its own behind the half. Such a connection is broken, and no more than that.
 */
function guard(client: pg.PoolClient): void {
  // Not in the published types: the socket, or what TLS makes of it.
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Duplex } }).connection;
  const emit = stream.emit.bind(stream);
  stream.emit = (event: string | symbol, ...values: unknown[]) => {
    try {
      return emit(event, ...values);
    } catch (error) {
      if (event !== "data") throw error;
      stream.destroy(error instanceof Error ? error : new Error(String(error)));
      return true;
    }
  };
}

/** What the driver needs to reach the server. */
export function connectionOf({ dsn, tls, applicationName }: Settings): pg.ClientConfig {
  return { connectionString: dsn, ssl: tls, application_name: applicationName };
}

/** The server's limits: the last is for a process that hangs, or is cut off, while it holds the lock. */
export function limitsOf({ queryTimeout }: Settings) {
  // Shorter than the whole statement may take, so that the server says what it was that took so long.
  return { lock_timeout: Math.min(lockTimeout, Math.ceil(queryTimeout * 0.9)), statement_timeout: queryTimeout, idle_in_transaction_session_timeout: queryTimeout };
}
