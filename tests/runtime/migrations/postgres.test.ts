import { createHash } from "node:crypto";
import { isSpecstarError, type Migration, type MigrationTarget } from "@specstar/runtime";
import { openMigrations } from "@specstar/runtime/config";
import { applyPending, revertApplied } from "@specstar/runtime/migrations";
import { openPostgresMigrations, type PostgresMigrations } from "@specstar/runtime/postgres";
import pg from "pg";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { newDatabase } from "../../services/postgres-server.js";

let dsn: string;

beforeEach(async () => {
  dsn = await newDatabase();
}, 60_000);

const first = migration("20260101000000_first", "CREATE TABLE first (a text);", "DROP TABLE first;");
const second = migration("20260102000000_second", "CREATE TABLE second (a text); INSERT INTO second VALUES ('x');", "DROP TABLE second;");

describe("a PostgreSQL database", () => {
  it("applies what is pending and takes it back", async () => {
    const target = await open();
    expect(await applyPending(target, [first, second])).toEqual([first, second]);
    expect(await applyPending(target, [first, second])).toEqual([]);
    expect((await target.listApplied()).map(({ id, checksum }) => ({ id, checksum }))).toEqual([first, second].map(({ id, checksum }) => ({ id, checksum })));
    expect(await query("SELECT a FROM second")).toEqual([{ a: "x" }]);
    expect(await revertApplied(target, [first, second], 5)).toEqual([second, first]);
    expect(await target.listApplied()).toEqual([]);
    expect(await query("SELECT to_regclass('first') AS first, to_regclass('second') AS second")).toEqual([{ first: null, second: null }]);
  });

  it("keeps nothing of one that fails, and all before it", async () => {
    const target = await open();
    const broken = migration(second.id, "CREATE TABLE second (a text); INSERT INTO nowhere VALUES (1);");
    await expect(applyPending(target, [first, broken])).rejects.toThrow('relation "nowhere" does not exist');
    expect((await target.listApplied()).map(({ id }) => id)).toEqual([first.id]);
    expect(await query("SELECT to_regclass('second') AS second")).toEqual([{ second: null }]);
    expect(await applyPending(target, [first, second])).toEqual([second]);
  });

  it("applies each once when several do it at the same time", async () => {
    const targets = await Promise.all([open(), open(), open(), open()]);
    await Promise.all(targets.map((target) => applyPending(target, [first, second])));
    expect((await targets[0]?.listApplied())?.map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it("refuses one that another process applied meanwhile with another text", async () => {
    const [mine, theirs] = await Promise.all([open(), open()]);
    await theirs.apply(first);
    await expect(mine.apply(migration(first.id, "SELECT 1;"))).rejects.toMatchObject({ code: "MIGRATION_CHANGED" });
    await mine.apply(second);
    expect((await mine.listApplied()).map(({ id }) => id)).toEqual([first.id, second.id]);
  });

  it("names itself without the password", async () => {
    const target = await open(dsn.replace("postgres@", "postgres:secret@"));
    expect(target.name).toMatch(/^specstar_test_\w+ at 127\.0\.0\.1:\d+$/);
  });
});

describe("what can't be opened", () => {
  it("is named, without the password", async () => {
    const error = await openPostgresMigrations({ dsn: "postgresql://me:secret@127.0.0.1:1/nowhere" }).catch((reason: unknown) => reason);
    expect(isSpecstarError(error, "BACKEND_UNAVAILABLE") && error.message).toMatch(/^The PostgreSQL database nowhere at 127\.0\.0\.1:1 can't be used: .*ECONNREFUSED/);
    expect(String(error)).not.toContain("secret");
  });
});

describe("a configuration with a PostgreSQL connection", () => {
  const config = () => ({ version: 1, connections: { main: { type: "postgres", options: { dsn } } }, meta: { use: "main" }, resource: { use: "main" } }) as const;

  it("opens for migrations", async () => {
    const { target, close } = await openMigrations(config());
    expect(target?.dialect).toBe("postgres");
    await close();
  });
});

async function open(address = dsn): Promise<MigrationTarget> {
  const opened: PostgresMigrations = await openPostgresMigrations({ dsn: address });
  onTestFinished(() => opened.close());
  return opened.target;
}

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: dsn });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

function migration(id: string, sql: string, down: string | null = null): Migration {
  const checksum = `sha256:${createHash("sha256").update(sql).digest("hex")}`;
  return { id, sql, checksum, down, parent: undefined, risks: [], downRisks: [] };
}
