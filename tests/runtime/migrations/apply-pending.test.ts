import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStorage, requireMigration, type Migration, type MigrationTarget, type Storage } from "@specstar/runtime";
import { applyPending, migrationStatus, revertApplied } from "@specstar/runtime/migrations";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;
const opened: Storage[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "specstar-migrations-"));
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((storage) => storage.close()));
  await rm(folder, { recursive: true, force: true });
});

const first = migration("20260101000000_first", "CREATE TABLE first (a TEXT);");
const second = migration("20260102000000_second", "CREATE TABLE second (a TEXT);\nINSERT INTO second VALUES ('x');");
const third = migration("20260103000000_third", "CREATE TABLE third (a TEXT);");

describe("applyPending", () => {
  it("applies what is pending, in order, and tells of each", async () => {
    const target = openTarget();
    const told: string[] = [];
    expect(await applyPending(target, [first], ({ id }) => told.push(id))).toEqual([first]);
    expect(await applyPending(target, [first, second, third], ({ id }) => told.push(id))).toEqual([second, third]);
    expect(await applyPending(target, [first, second, third])).toEqual([]);
    expect(told).toEqual([first.id, second.id, third.id]);
    const applied = await target.listApplied();
    expect(applied.map(({ id, checksum }) => ({ id, checksum }))).toEqual([first, second, third].map(({ id, checksum }) => ({ id, checksum })));
    for (const { appliedTime } of applied) expect(appliedTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("keeps what is applied when a later one fails, and nothing of that one", async () => {
    const target = openTarget();
    const broken = migration(second.id, "CREATE TABLE second (a TEXT); INSERT INTO nowhere VALUES (1);");
    await expect(applyPending(target, [first, broken, third])).rejects.toThrow("no such table: nowhere");
    expect((await target.listApplied()).map(({ id }) => id)).toEqual([first.id]);
    expect(await applyPending(target, [first, second, third])).toEqual([second, third]);
  });

  it("refuses when an applied migration was edited, and applies nothing", async () => {
    const target = openTarget();
    await applyPending(target, [first, second]);
    const edited = migration(first.id, "CREATE TABLE first (b TEXT);");
    await expect(applyPending(target, [edited, second, third])).rejects.toMatchObject({
      code: "MIGRATION_CHANGED",
      message: expect.stringContaining(`${join(folder, "specstar.db")} has applied ${first.id} with another text`),
      problems: [{ path: first.id }],
    });
    expect(await target.listApplied()).toHaveLength(2);
  });

  it("refuses a migration that is older than an applied one", async () => {
    const target = openTarget();
    await applyPending(target, [first, third]);
    await expect(applyPending(target, [first, second, third])).rejects.toMatchObject({
      code: "MIGRATION_CHANGED",
      message: expect.stringContaining(`already at ${third.id}`),
      problems: [{ path: second.id, message: `is older than ${third.id}, which is applied` }],
    });
    expect(await target.listApplied()).toHaveLength(2);
  });

  it("applies each migration once when several do it at the same time", async () => {
    const targets = Array.from({ length: 4 }, openTarget);
    await Promise.all(targets.map((target) => applyPending(target, [first, second, third])));
    expect((await openTarget().listApplied()).map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
  });

  it("refuses one that another process applied meanwhile with another text", async () => {
    const [mine, theirs] = [openTarget(), openTarget()];
    await theirs.apply(first);
    await mine.apply(first);
    await expect(mine.apply(migration(first.id, "SELECT 1;"))).rejects.toMatchObject({ code: "MIGRATION_CHANGED" });
  });
});

describe("revertApplied", () => {
  const backFirst = migration(first.id, first.sql, "DROP TABLE first;");
  const backSecond = migration(second.id, second.sql, "DROP TABLE second;");

  it("takes the newest back, and tells of each", async () => {
    const target = openTarget();
    await applyPending(target, [backFirst, backSecond]);
    const told: string[] = [];
    expect(await revertApplied(target, [backFirst, backSecond], 1, ({ id }) => told.push(id))).toEqual([backSecond]);
    expect(told).toEqual([second.id]);
    expect((await target.listApplied()).map(({ id }) => id)).toEqual([first.id]);
    expect(await applyPending(target, [backFirst, backSecond])).toEqual([backSecond]);
    expect(await revertApplied(target, [backFirst, backSecond], 3)).toEqual([backSecond, backFirst]);
    expect(await revertApplied(target, [backFirst, backSecond], 1)).toEqual([]);
  });

  it("does nothing when one of them has no way back, was edited, or is not there", async () => {
    const target = openTarget();
    await applyPending(target, [first, backSecond]);
    await expect(revertApplied(target, [first, backSecond], 2)).rejects.toMatchObject({ code: "MIGRATION_CHANGED", message: `${first.id} can't be taken back: it has no down.sql.` });
    await expect(revertApplied(target, [backFirst, migration(second.id, "SELECT 2;", "SELECT 3;")], 1)).rejects.toMatchObject({ message: expect.stringContaining("with another text") });
    await expect(revertApplied(target, [backFirst], 1)).rejects.toMatchObject({ message: expect.stringContaining("which this project doesn't have") });
    expect(await target.listApplied()).toHaveLength(2);
  });

  it("keeps what fails to be taken back", async () => {
    const target = openTarget();
    const stubborn = migration(first.id, first.sql, "DROP TABLE first; DROP TABLE nowhere;");
    await applyPending(target, [stubborn]);
    await expect(revertApplied(target, [stubborn], 1)).rejects.toThrow("no such table: nowhere");
    expect(await target.listApplied()).toHaveLength(1);
    await expect(target.apply(migration("20260201000000_x", "INSERT INTO first VALUES ('still there');"))).resolves.toBeUndefined();
  });
});

describe("migrationStatus", () => {
  it("puts every migration in one place", async () => {
    const target = openTarget();
    expect(await migrationStatus(target, [first])).toEqual({ applied: [], pending: [first], changed: [], unknown: [] });
    await applyPending(target, [first, second, third]);
    const edited = migration(second.id, "SELECT 2;");
    const fourth = migration("20260104000000_fourth", "SELECT 4;");
    const status = await migrationStatus(target, [first, edited, fourth]);
    expect(status.applied.map(({ id }) => id)).toEqual([first.id]);
    expect(status.unknown.map(({ id }) => id)).toEqual([third.id]);
    expect(status).toMatchObject({ changed: [edited], pending: [fourth] });
  });
});

describe("requireMigration", () => {
  it("passes a database that has the migration, also one that is further on", async () => {
    const storage = openStorage();
    await applyPending(openTarget(), [first, second]);
    await requireMigration(storage, { sqlite: second.id });
    await requireMigration(storage, { sqlite: first.id, postgres: third.id });
  });

  it("names the database, the migration and the command when it is missing", async () => {
    const storage = openStorage();
    const expected = { code: "MIGRATION_PENDING", message: `The database ${join(folder, "specstar.db")} lacks the migration ${second.id}. Run \`specstar migrate up\`.` };
    await expect(requireMigration(storage, { sqlite: second.id })).rejects.toMatchObject(expected);
    await applyPending(openTarget(), [first]);
    await expect(requireMigration(storage, { sqlite: second.id })).rejects.toMatchObject(expected);
  });

  it("says when the project has no migrations for this kind of database", async () => {
    await expect(requireMigration(openStorage(), { postgres: first.id })).rejects.toMatchObject({ code: "MIGRATION_PENDING", message: expect.stringContaining("no migrations for sqlite") });
  });

  it("passes a storage that needs none", async () => {
    await requireMigration(memoryStorage(), { sqlite: first.id });
  });
});

function openStorage(): Storage {
  const storage = sqliteStorage(folder);
  opened.push(storage);
  return storage;
}

function openTarget(): MigrationTarget {
  const { migrations } = openStorage();
  if (migrations === null) throw new Error("SQLite needs migrations.");
  return migrations;
}

function migration(id: string, sql: string, down: string | null = null): Migration {
  const checksum = `sha256:${createHash("sha256").update(sql).digest("hex")}`;
  return { id, sql, checksum, down, parent: undefined, risks: [], downRisks: [] };
}
