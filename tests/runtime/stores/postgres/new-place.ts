import { readFile } from "node:fs/promises";
import type { MetaStore, RevisionStore } from "@specstar/runtime";
import { openPostgresDatabase, type PostgresOptions } from "@specstar/runtime/postgres";
import { GroupWriter } from "../../../../runtime/stores/postgres/group-writer.js";
import { PostgresMetaStore } from "../../../../runtime/stores/postgres/meta-store.js";
import { PostgresRevisionStore } from "../../../../runtime/stores/postgres/revision-store.js";
import { prefixSql } from "../../../../runtime/stores/postgres/prefix-sql.js";
import * as postgres from "../../../services/postgres-server.js";

/** A database that has the tables of the conformance suite's models. Gives its dsn. */
export async function newDatabase(): Promise<string> {
  return await postgres.newDatabase(await readFixture());
}

/** One that has them in a schema of their own, under names with a prefix. */
export async function newDatabaseIn(schema: string, tablePrefix: string): Promise<string> {
  return await postgres.newDatabase(`CREATE SCHEMA ${schema}; SET search_path = ${schema}; ${prefixSql(await readFixture(), tablePrefix)}`);
}

function readFixture(): Promise<string> {
  return readFile(new URL("fixture.sql", import.meta.url), "utf8");
}

export interface OpenedStores {
  readonly meta: MetaStore;
  readonly revisions: RevisionStore;
  close(): Promise<void>;
}

export async function openStores(dsn: string, keepsPayloads = true, options: Partial<PostgresOptions> = {}): Promise<OpenedStores> {
  const database = await openPostgresDatabase({ dsn, poolSize: 4, ...options });
  const writer = new GroupWriter(database);
  return {
    meta: new PostgresMetaStore(database, writer, { keepsPayloads }),
    revisions: new PostgresRevisionStore(database, writer),
    close: async () => {
      await writer.settled();
      await database.close();
    },
  };
}

/** For the suites: makes a database, and gives what opens one of its stores. */
export async function newPlace<Part extends "meta" | "revisions">(part: Part, keepsPayloads = true) {
  const dsn = await newDatabase();
  return async (): Promise<{ store: OpenedStores[Part]; close: () => Promise<void> }> => {
    const stores = await openStores(dsn, keepsPayloads);
    return { store: stores[part], close: () => stores.close() };
  };
}
