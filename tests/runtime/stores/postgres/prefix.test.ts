import { openPostgresDatabase, openPostgresMigrations, type PostgresDatabase, type PostgresOptions } from "@specstar/runtime/postgres";
import { readMigrations } from "@specstar/runtime/migrations";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, it } from "vitest";
import { prefixSql } from "../../../../runtime/stores/postgres/prefix-sql.js";
import { newDatabase } from "../../../services/postgres-server.js";
import { query } from "./test-database.js";

const root = fileURLToPath(new URL("../../../..", import.meta.url));
const places = [...readdirSync(join(root, "fixtures")).map((name) => join("fixtures", name, "expected/migrations")), "examples/issue-tracker/migrations"];
const projects = places.filter((place) => existsSync(join(root, place, "postgres")));

let dsn: string;

/** For tests that need one, each its own. */
function useDatabase(): void {
  beforeEach(async () => {
    dsn = await newDatabase();
  }, 60_000);
}

/** Everything that a migration can make, but for where it is: relations, columns, defaults, indexes and constraints. */
const CATALOGUE = `SELECT c.relname AS name, c.relkind AS kind, coalesce(pg_get_indexdef(c.oid), '') AS definition,
    (SELECT json_agg(json_build_array(a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, l.collname, pg_get_expr(d.adbin, d.adrelid)) ORDER BY a.attnum)
      FROM pg_attribute a LEFT JOIN pg_collation l ON l.oid = a.attcollation LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT json_agg(json_build_array(n.conname, pg_get_constraintdef(n.oid)) ORDER BY n.conname) FROM pg_constraint n WHERE n.conrelid = c.oid) AS constraints
  FROM pg_class c WHERE c.relnamespace = $1::regnamespace ORDER BY c.relname COLLATE "C"`;

async function catalogue(schema: string): Promise<string> {
  return JSON.stringify(await query(dsn, CATALOGUE, schema)).replaceAll(`${schema}.`, "");
}

/** Applies a project's migrations, looks, and takes them back. */
async function migrate(options: Partial<PostgresOptions>, project: string): Promise<{ readonly made: string; readonly left: string }> {
  const schema = options.schema ?? "public";
  const { target, close } = await openPostgresMigrations({ dsn, ...options });
  const migrations = await readMigrations(join(root, project), "postgres");
  for (const migration of migrations) await target.apply(migration);
  expect((await target.listApplied()).length).toBe(migrations.length);
  const made = await catalogue(schema);
  for (const migration of migrations.toReversed()) await target.revert(migration);
  const left = await catalogue(schema);
  await close();
  return { made, left };
}

async function countPayloads(database: PostgresDatabase): Promise<unknown> {
  return (await database.read({ text: `SELECT count(*)::int FROM ${database.table("specstar_payload")}`, values: [] })).rows[0]?.[0];
}

/** Names that are as long as they may be leave no room for a prefix. */
const FULL = ["fixtures/odd-names/expected/migrations"];

describe.each(FULL)("%s", (project) => {
  useDatabase();

  it("has names that leave no room", async () => {
    await expect(migrate({ tablePrefix: "zq_" }, project)).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("shorter tablePrefix") });
  });
});

describe.each(projects.filter((project) => !FULL.includes(project)))("%s", (project) => {
  useDatabase();

  it("makes the same with a prefix, but for the names, and takes it back", async () => {
    await query(dsn, "CREATE SCHEMA plain; CREATE SCHEMA prefixed");
    const plain = await migrate({ schema: "plain" }, project);
    const prefixed = await migrate({ schema: "prefixed", tablePrefix: "zq_" }, project);
    expect(plain.made.length).toBeGreaterThan(3000);
    expect(prefixed.made).not.toBe(plain.made);
    const relations = (await query(dsn, "SELECT relname AS name FROM pg_class WHERE relnamespace = 'prefixed'::regnamespace")).map((row) => String(row["name"]));
    expect(relations.every((name) => name.startsWith("zq_"))).toBe(true);
    expect(prefixed.made.replaceAll("zq_", "")).toBe(plain.made);
    expect(prefixed.left.replaceAll("zq_", "")).toBe(plain.left);
  });
});

describe("two applications in one database", () => {
  const issues = "fixtures/issue/expected/migrations";
  useDatabase();

  it.each([
    ["two prefixes", { tablePrefix: "a_" }, { tablePrefix: "b_" }],
    ["two schemas", { schema: "one" }, { schema: "Two-2" }],
    ["a prefix and none", {}, { tablePrefix: "b_" }],
  ])("don't see each other: %s", async (_, first, second) => {
    await query(dsn, 'CREATE SCHEMA one; CREATE SCHEMA "Two-2"');
    const migrations = await readMigrations(join(root, issues), "postgres");
    for (const options of [first, second]) {
      const { target, close } = await openPostgresMigrations({ dsn, ...options });
      expect(await target.listApplied()).toEqual([]);
      for (const migration of migrations) await target.apply(migration);
      await close();
    }
    const [one, two] = [await openPostgresDatabase({ dsn, ...first }), await openPostgresDatabase({ dsn, ...second })];
    await one.write([{ text: `INSERT INTO ${one.table("specstar_payload")} (uid) VALUES ('x')`, values: [] }]);
    expect([await countPayloads(one), await countPayloads(two)]).toEqual([1, 0]);
    await Promise.all([one.close(), two.close()]);
  });

  it("refuses a schema that isn't there, and names that get too long, before anything runs", async () => {
    const [migration] = await readMigrations(join(root, issues), "postgres");
    if (migration === undefined) throw new Error("The fixture has no migration.");
    const apply = async (options: Partial<PostgresOptions>) => {
      const { target, close } = await openPostgresMigrations({ dsn, ...options });
      await target.apply(migration).finally(close);
    };
    await expect(apply({ schema: "nowhere" })).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("CREATE SCHEMA") });
    await expect(apply({ tablePrefix: "p".repeat(44) })).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("shorter tablePrefix") });
    expect(await query(dsn, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")).toEqual([]);
    await expect(apply({ tablePrefix: 'x"; DROP' })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
    await expect(apply({ schema: 'x"y' })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  });
});

describe("a prefix", () => {
  it.each([
    ["ALTER INDEX a RENAME TO b", "ALTER INDEX p_a RENAME TO p_b"],
    ["ALTER TABLE issue RENAME COLUMN issue TO other", "ALTER TABLE p_issue RENAME COLUMN issue TO other"],
    ["ALTER TABLE a ADD COLUMN b text, ADD COLUMN c text", "ALTER TABLE p_a ADD COLUMN b text, ADD COLUMN c text"],
    ['INSERT INTO "Order" (a) SELECT a, b FROM x, y AS z WHERE a = b, c', 'INSERT INTO "p_Order" (a) SELECT a, b FROM p_x, p_y AS z WHERE a = b, c'],
    ["SELECT extract(year FROM at), a IS DISTINCT FROM b FROM t", "SELECT extract(year FROM at), a IS DISTINCT FROM b FROM p_t"],
    ["WITH q AS MATERIALIZED (SELECT 1 FROM t) UPDATE t SET a = 1 FROM q, f(1) AS g", "WITH q AS MATERIALIZED (SELECT 1 FROM p_t) UPDATE p_t SET a = 1 FROM q, f(1) AS g"],
    ["SELECT 'FROM x', $a$FROM x$a$, E'\\'FROM x' /* FROM /* x */ y */ FROM public.t -- FROM x", "SELECT 'FROM x', $a$FROM x$a$, E'\\'FROM x' /* FROM /* x */ y */ FROM public.p_t -- FROM x"],
    ["DROP TABLE IF EXISTS a, b", "DROP TABLE IF EXISTS p_a, p_b"],
    ["CREATE TABLE t (a int REFERENCES u (a) ON DELETE CASCADE, CONSTRAINT c UNIQUE (a))", "CREATE TABLE p_t (a int REFERENCES p_u (a) ON DELETE CASCADE, CONSTRAINT p_c UNIQUE (a))"],
    ["SELECT a FROM t JOIN u ON t.a = u.a FOR UPDATE", "SELECT a FROM p_t JOIN p_u ON t.a = u.a FOR UPDATE"],
    ["CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin (a)", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS p_i ON p_t USING gin (a)"],
  ])("%s", (sql, expected) => {
    expect(prefixSql(sql, "p_")).toBe(expected);
  });
});
