import type pg from "pg";
import { SpecstarError } from "../../core/errors.js";
import type { MigrationTarget } from "../../migrations/migration-target.js";
import { PostgresMigrationTarget } from "./migration-target.js";

export interface PostgresOptions {
  /** `postgresql://user:password@host:port/database`. */
  readonly dsn: string;
}

export interface PostgresMigrations {
  readonly target: MigrationTarget;
  close(): Promise<void>;
}

/**
 * Connects to a database for its migrations.
 *
 * @throws CONFIG_INVALID when the package pg is missing or the dsn can't be read; BACKEND_UNAVAILABLE when the database can't be
 * reached.
 */
export async function openPostgresMigrations({ dsn }: PostgresOptions): Promise<PostgresMigrations> {
  const client = createClient(await loadDriver(), dsn);
  const name = `${client.database ?? "postgres"} at ${client.host}:${client.port}`;
  // A connection that breaks between two statements fails the next one; without a listener it would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message || String(error.name) : String(error);
    throw new SpecstarError("BACKEND_UNAVAILABLE", `The PostgreSQL database ${name} can't be opened: ${reason}.`, [], { cause: error });
  }
  return { target: new PostgresMigrationTarget(client, name), close: () => client.end() };
}

async function loadDriver(): Promise<typeof pg> {
  try {
    return (await import("pg")).default;
  } catch (error) {
    throw new SpecstarError("CONFIG_INVALID", "PostgreSQL needs the package pg. Run `npm install pg`.", [], { cause: error });
  }
}

/** The dsn may hold a password: it is never part of a message. */
function createClient({ Client }: typeof pg, dsn: string): pg.Client {
  try {
    return new Client({ connectionString: dsn, application_name: "specstar migrate" });
  } catch (error) {
    throw new SpecstarError("CONFIG_INVALID", "The dsn of the PostgreSQL connection can't be read: it must look like postgresql://user:password@host:5432/database.", [], { cause: error });
  }
}
