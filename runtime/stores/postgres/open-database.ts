import { SpecstarError } from "../../core/errors.js";
import { Connections } from "./connections.js";
import type { PostgresDatabase, Statement } from "./database.js";
import { loadDriver, type Driver } from "./driver.js";
import { LostConnection, unavailable } from "./failures.js";
import { Handle } from "./handle.js";
import { tableIn } from "./names.js";
import { toSettings, type PostgresOptions, type Settings } from "./options.js";
import { createPool, limitsOf, lockTimeout } from "./pool.js";
import { databaseName } from "./server-name.js";
import { Turnstile } from "./turnstile.js";
import { Turns } from "./turn.js";
import { Writer } from "./writer.js";

/** How many writes of a process are at the server at once: one that holds the lock, and the next, which then need not come first. */
const writesAtOnce = 3;

/** The databases that are open, by their options. */
const open = new Map<string, { readonly database: PostgresDatabase; users: number }>();

/**
 * Connects to a database. Whoever opens it with the same options shares its connections; the last to close it closes them.
 *
 * @throws CONFIG_INVALID when pg is missing or an option can't be; BACKEND_UNAVAILABLE when the server doesn't let us in, or can't be
 * reached just now.
 */
export async function openPostgresDatabase(options: PostgresOptions): Promise<PostgresDatabase> {
  const settings = toSettings(options);
  const driver = await loadDriver();
  const key = JSON.stringify(Object.entries(options).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const shared = open.get(key) ?? { database: createDatabase(driver, settings), users: 0 };
  open.set(key, shared);
  shared.users++;
  const handle = new Handle(shared.database, async () => {
    if (--shared.users > 0) return;
    open.delete(key);
    await shared.database.close();
  });
  try {
    await handle.ping();
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function createDatabase(driver: Driver, settings: Settings): PostgresDatabase {
  const name = databaseName(driver, settings);
  const pool = createPool(driver, settings);
  const { queryTimeout, transactionPooler } = settings;
  const connections = new Connections(pool, name, { driver, queryTimeout, prepares: !transactionPooler });
  const limits = transactionPooler ? [limitsStatement(settings)] : [];
  const table = (plain: string) => tableIn(settings.place, plain);
  const turnstile = new Turnstile(Math.max(1, Math.min(writesAtOnce, settings.poolSize - 1)), lockTimeout, () => congested(name));
  const writer = new Writer(connections, new Turns(table, limits), turnstile);
  return {
    name,
    table,
    read: async (statement) => (await connections.read([...limits, statement])).at(-1) ?? { rows: [], rowCount: 0 },
    write: (statements, recall) => writer.write(statements, recall),
    transact: (work, mustUndo) => writer.transact(work, mustUndo),
    ping: () => ping(connections),
    close: () => connections.close(),
  };
}

/** For this transaction alone: behind a transaction pooler, the next may have another connection. */
function limitsStatement(settings: Settings): Statement {
  const limits = Object.entries(limitsOf(settings));
  const text = `SELECT ${limits.map((_, at) => `set_config($${2 * at + 1}, $${2 * at + 2}, true)`).join(", ")}`;
  return { text, values: limits.flatMap(([name, value]) => [name, String(value)]) };
}

async function ping(connections: Connections): Promise<void> {
  try {
    await connections.readOnce([{ text: "SELECT 1", values: [] }]);
  } catch (error) {
    throw error instanceof LostConnection ? unavailable(connections.name, error.cause) : error;
  }
}

function congested(name: string): SpecstarError {
  return new SpecstarError("BACKEND_UNAVAILABLE", `A write to the PostgreSQL database ${name} waited ${lockTimeout / 1000} s for those before it. Try again later; look for transactions that hang in pg_stat_activity.`);
}
