import type { MigrationTarget } from "../../migrations/migration-target.js";
import type { RevisionStore } from "../revision-store.js";
import type { MetaPart, Part } from "../storage.js";
import { GroupWriter } from "./group-writer.js";
import { PostgresMetaStore } from "./meta-store.js";
import { migrationsOnDemand } from "./migrations-on-demand.js";
import { openPostgresDatabase } from "./open-database.js";
import type { PostgresOptions } from "./options.js";
import { PostgresRevisionStore } from "./revision-store.js";

export interface PostgresMetaOptions {
  /** Whether the data of the revisions is kept in the same database, and written in the same transaction. */
  readonly keepsPayloads: boolean;
}

/** The data of revisions in a database, and what its table comes from. */
export interface PostgresRevisions extends Part<RevisionStore> {
  readonly migrations: MigrationTarget;
}

/**
 * The meta of resources in a PostgreSQL database, to put a storage together from; any number of processes may share it. The tables come
 * from the migrations.
 *
 * @throws CONFIG_INVALID when the package pg is missing or an option can't be; BACKEND_UNAVAILABLE when the server can't be reached, or
 * doesn't let us in.
 */
export async function openPostgresMeta(options: PostgresOptions, { keepsPayloads }: PostgresMetaOptions): Promise<MetaPart> {
  const { database, writer, close } = await openWriter(options);
  return { store: new PostgresMetaStore(database, writer, { keepsPayloads }), migrations: migrationsOnDemand(options, database.name), close };
}

/**
 * The data of revisions in a PostgreSQL database, for a meta that is kept elsewhere.
 *
 * @throws as `openPostgresMeta`.
 */
export async function openPostgresRevisions(options: PostgresOptions): Promise<PostgresRevisions> {
  const { database, writer, close } = await openWriter(options);
  return { store: new PostgresRevisionStore(database, writer), migrations: migrationsOnDemand(options, database.name), close };
}

/**
 * Meta and data in one database, each unit of writes in one transaction. Closing the meta closes both.
 *
 * @throws as `openPostgresMeta`.
 */
export async function openPostgresTogether(options: PostgresOptions): Promise<{ readonly meta: MetaPart; readonly revisions: Part<RevisionStore> }> {
  const { database, writer, close } = await openWriter(options);
  const migrations = migrationsOnDemand(options, database.name);
  return {
    meta: { store: new PostgresMetaStore(database, writer, { keepsPayloads: true }), migrations, close },
    revisions: { store: new PostgresRevisionStore(database, writer), close: async () => {} },
  };
}

async function openWriter(options: PostgresOptions) {
  const database = await openPostgresDatabase(options);
  const writer = new GroupWriter(database);
  const close = async (): Promise<void> => {
    await writer.settled();
    await database.close();
  };
  return { database, writer, close };
}
