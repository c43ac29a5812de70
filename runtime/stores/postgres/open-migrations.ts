import type { MigrationTarget } from "../../migrations/migration-target.js";
import { loadDriver } from "./driver.js";
import { unavailable } from "./failures.js";
import { PostgresMigrationTarget } from "./migration-target.js";
import { toSettings, type PostgresOptions } from "./options.js";
import { connectionOf } from "./pool.js";
import { databaseName } from "./server-name.js";

export interface PostgresMigrations {
  readonly target: MigrationTarget;
  close(): Promise<void>;
}

/**
 * Connects to a database for its migrations. They take the time that they take: queryTimeout is not for them.
 *
 * @throws CONFIG_INVALID when the package pg is missing or an option can't be; BACKEND_UNAVAILABLE when the database can't be reached.
 */
export async function openPostgresMigrations(options: PostgresOptions): Promise<PostgresMigrations> {
  const settings = toSettings({ applicationName: "specstar migrate", ...options });
  const driver = await loadDriver();
  const name = databaseName(driver, settings);
  const client = new driver.Client({ ...connectionOf(settings), connectionTimeoutMillis: settings.connectTimeout, keepAlive: true });
  // A connection that breaks between two statements fails the next one; without a listener it would end the process.
  client.on("error", () => {});
  const target = new PostgresMigrationTarget(client, name, settings.place);
  try {
    await client.connect();
  } catch (error) {
    throw unavailable(name, error);
  }
  return { target, close: () => client.end() };
}
