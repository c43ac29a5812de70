import { readFile } from "node:fs/promises";
import type { MetaStore, RevisionStore } from "@specstar/runtime";
import { openPostgresDatabase } from "@specstar/runtime/postgres";
import pg from "pg";
import { afterAll } from "vitest";
import { GroupWriter } from "../../../../runtime/stores/postgres/group-writer.js";
import { PostgresMetaStore } from "../../../../runtime/stores/postgres/meta-store.js";
import { PostgresRevisionStore } from "../../../../runtime/stores/postgres/revision-store.js";
import { startPostgres, type PostgresServer } from "../../../services/postgres-server.js";

let server: Promise<PostgresServer> | undefined;
let template: Promise<string> | undefined;
let databases = 0;

afterAll(async () => {
  await (await server)?.stop();
});

/** A database of this file's own server that has the tables of the conformance suite's models. Gives its dsn. */
export async function newDatabase(): Promise<string> {
  server ??= startPostgres();
  // A copy takes a tenth of the time that making the tables takes.
  template ??= server.then(makeTemplate);
  const dsn = new URL(await template);
  const name = `place_${++databases}`;
  await query(dsn, "postgres", `CREATE DATABASE ${name} TEMPLATE ${dsn.pathname.slice(1)}`);
  dsn.pathname = name;
  return dsn.href;
}

async function makeTemplate({ createDatabase: create }: PostgresServer): Promise<string> {
  const dsn = new URL(await create());
  await query(dsn, dsn.pathname, await readFile(new URL("fixture.sql", import.meta.url), "utf8"));
  return dsn.href;
}

async function query(dsn: URL, database: string, sql: string): Promise<void> {
  const place = new URL(dsn);
  place.pathname = database;
  const client = new pg.Client(place.href);
  await client.connect();
  await client.query(sql);
  await client.end();
}

export interface OpenedStores {
  readonly meta: MetaStore;
  readonly revisions: RevisionStore;
  close(): Promise<void>;
}

export async function openStores(dsn: string, keepsPayloads = true): Promise<OpenedStores> {
  const database = await openPostgresDatabase({ dsn, poolSize: 4 });
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
