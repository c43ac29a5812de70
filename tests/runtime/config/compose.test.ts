import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBackend, openMigrations, type BackendConfig } from "@specstar/runtime/config";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newDatabase } from "../../services/postgres-server.js";
import { systemMigration } from "../maintenance/system-migration.js";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "specstar-compose-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string, type: "sqlite" | "disk" = "sqlite") => ({ type, options: { rootdir: join(folder, name) } });

describe("where data and files are", () => {
  it("disk: SQLite and files in one folder", async () => {
    await putOneOfEach({ version: 1, meta: at("a", "disk") });
    expect(await readdir(folder)).toEqual(["a"]);
    expect((await readdir(join(folder, "a"))).filter((name) => !name.startsWith("specstar.db"))).toEqual(["blobs", "revisions"]);
  });

  it("sqlite, with data and files in folders of their own", async () => {
    await putOneOfEach({ version: 1, meta: at("a"), resource: at("b", "disk"), blob: at("c", "disk") });
    expect([existsSync(join(folder, "a/specstar.db")), existsSync(join(folder, "b/revisions")), existsSync(join(folder, "c/blobs"))]).toEqual([true, true, true]);
    expect([existsSync(join(folder, "b/blobs")), existsSync(join(folder, "a/revisions"))]).toEqual([false, false]);
  });

  it("says in one line what the storage is made of", async () => {
    const storage = await openBackend({ version: 1, meta: at("a"), blob: at("c", "disk") });
    expect(storage.description).toBe(`meta and data: SQLite in ${join(folder, "a")}; files: files in ${join(folder, "c")}`);
    await storage.close();
  });
});

describe("one transaction, or two steps", () => {
  it.each<[string, () => BackendConfig, boolean]>([
    ["sqlite", () => ({ version: 1, meta: at("a") }), true],
    ["sqlite, described twice", () => ({ version: 1, meta: at("a"), resource: at("./x/../a") }), true],
    ["two SQLite files", () => ({ version: 1, meta: at("a"), resource: at("b") }), false],
    ["disk", () => ({ version: 1, meta: at("a", "disk") }), false],
    ["data of SQLite in the file of disk's meta", () => ({ version: 1, meta: at("a", "disk"), resource: at("a") }), false],
  ])("%s", async (_title, config, keepsPayloads) => {
    const storage = await putOneOfEach(config());
    expect(storage.meta.keepsPayloads).toBe(keepsPayloads);
  });
});

describe("two databases that get the same migrations", () => {
  const config = (): BackendConfig => ({ version: 1, meta: at("a"), resource: at("b") });

  it("lack one until both have it, and lose it together", async () => {
    const meta = await openMigrations({ version: 1, meta: at("a") });
    await meta.target?.apply(systemMigration);
    await meta.close();
    const { target, close } = await openMigrations(config());
    expect(target?.name).toBe(`${join(folder, "a/specstar.db")} and ${join(folder, "b/specstar.db")}`);
    expect(await target?.listApplied()).toEqual([]);
    await target?.apply(systemMigration);
    expect((await target?.listApplied())?.map(({ id }) => id)).toEqual([systemMigration.id]);
    await target?.apply(systemMigration);
    await target?.revert({ id: systemMigration.id, down: "DROP TABLE specstar_payload;" });
    expect(await target?.listApplied()).toEqual([]);
    await close();
  });
});

const within = (dsn: string, schema: string) => ({ type: "postgres" as const, options: { dsn, schema } });

describe("one PostgreSQL database", () => {
  const migration = { ...systemMigration, sql: "CREATE TABLE thing (id text PRIMARY KEY);", down: "DROP TABLE thing;" };

  it("gets the same migrations in two schemas", async () => {
    const dsn = await newDatabase("CREATE SCHEMA facts; CREATE SCHEMA data");
    const { target, close } = await openMigrations({ version: 1, meta: within(dsn, "facts"), resource: within(dsn, "data") });
    await target?.apply(migration);
    for (const schema of ["facts", "data"]) {
      const alone = await openMigrations({ version: 1, meta: within(dsn, schema) });
      expect((await alone.target?.describe())?.map(({ name }) => name)).toContain("thing");
      await alone.close();
    }
    await target?.revert(migration);
    expect(await target?.listApplied()).toEqual([]);
    await close();
  });
});

describe("a part that can't be opened", () => {
  it("lets go of those that were", async () => {
    await writeFile(join(folder, "in-the-way"), "");
    await expect(openBackend({ version: 1, meta: at("a"), resource: at("in-the-way") })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE" });
    // SQLite removes the write-ahead log with the last connection.
    expect(await readdir(join(folder, "a"))).toEqual(["specstar.db"]);
  });
});

/** Opens a back end with its tables, puts an envelope and a blob, and reads them back. */
async function putOneOfEach(config: BackendConfig) {
  const { target, close } = await openMigrations(config);
  await target?.apply(systemMigration);
  await close();
  const storage = await openBackend(config);
  const by = { createdTime: "2026-01-01T00:00:00.000Z", createdBy: "a", updatedTime: "2026-01-01T00:00:00.000Z", updatedBy: "a" };
  const facts = { parentRevisionId: null, op: "create", status: "stable", schemaVersion: "v1", dataHash: "sha256:0", reason: null, changesetId: null } as const;
  await storage.revisions.put({ uid: "u", info: { uid: "u", resourceId: "a:1", revisionId: "a:1:1", ...facts, ...by }, payload: { data: '{"a":1}' } });
  expect(await storage.revisions.read(["u"])).toEqual(['{"a":1}']);
  const { fileId } = await storage.blobs.put((async function* () {
    yield new TextEncoder().encode("bytes");
  })());
  expect((await storage.blobs.stat(fileId))?.size).toBe(5);
  await storage.meta.ping();
  await storage.close();
  return storage;
}
