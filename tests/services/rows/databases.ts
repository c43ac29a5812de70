import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPostgresMigrations } from "@specstar/runtime/postgres";
import { openSqliteMeta } from "@specstar/runtime/sqlite";
import pg from "pg";
import { afterAll } from "vitest";
import { newDatabase } from "../postgres-server.js";
import type { Tables } from "./tables.js";

/** Databases of a test file's own. Migrating takes longer than most tests: it is done once for the same tables, and copied. */
const templates = { sqlite: new Map<Tables, Promise<string>>(), postgres: new Map<Tables, Promise<string>>() };
const folders: string[] = [];
let databases = 0;

afterAll(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}, 300_000);

/** An empty folder, which is gone when the file's tests are done. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-row-"));
  folders.push(folder);
  return folder;
}

/** A folder with an SQLite file that has the tables and nothing in them. */
export async function newSqlite(tables: Tables): Promise<string> {
  const [template, folder] = await Promise.all([once(templates.sqlite, tables, migrateSqlite), newFolder()]);
  await copyFile(join(template, "specstar.db"), join(folder, "specstar.db"));
  return folder;
}

/** The dsn of a PostgreSQL database that has the tables and nothing in them. */
export async function newPostgres(tables: Tables): Promise<string> {
  const template = await once(templates.postgres, tables, migratePostgres);
  const name = `${nameOf(template)}_${++databases}`;
  await administer(template, `CREATE DATABASE ${name} TEMPLATE ${nameOf(template)}`);
  return withName(template, name);
}

/** Takes such a database away; whoever still uses it loses it. */
export async function dropPostgres(dsn: string): Promise<void> {
  await administer(dsn, `DROP DATABASE ${nameOf(dsn)} WITH (FORCE)`);
}

async function migrateSqlite(tables: Tables): Promise<string> {
  const folder = await newFolder();
  const { migrations, close } = openSqliteMeta(folder, { keepsPayloads: true });
  for (const migration of await tables("sqlite")) await migrations?.apply(migration);
  await close();
  return folder;
}

async function migratePostgres(tables: Tables): Promise<string> {
  const dsn = await newDatabase();
  const { target, close } = await openPostgresMigrations({ dsn });
  for (const migration of await tables("postgres")) await target.apply(migration);
  await close();
  return dsn;
}

function once(made: Map<Tables, Promise<string>>, tables: Tables, make: (tables: Tables) => Promise<string>): Promise<string> {
  const known = made.get(tables) ?? make(tables);
  made.set(tables, known);
  return known;
}

async function administer(dsn: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withName(dsn, "postgres") });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function nameOf(dsn: string): string {
  return new URL(dsn).pathname.slice(1);
}

function withName(dsn: string, name: string): string {
  const url = new URL(dsn);
  url.pathname = name;
  return url.href;
}
