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
  // An idle connection that breaks is replaced when the next is wanted; without a listener it would end the process.
  pool.on("error", () => {});
  return pool;
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
