import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Storage } from "@specstar/runtime";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { managerSuite } from "../../conformance/manager.suite.js";
import { numbersOf, openIssues } from "../../conformance/manager/world.js";

const folders: string[] = [];

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

async function openDatabase(): Promise<{ folder: string; storage: Storage }> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-manager-"));
  folders.push(folder);
  const storage = sqliteStorage(folder);
  const sql = await readFile(new URL("../../conformance/manager/models.sqlite.sql", import.meta.url), "utf8");
  await storage.migrations?.apply({ id: "20260101000000_models", sql, checksum: "sha256:0" });
  return { folder, storage };
}

managerSuite("SQLite", async () => (await openDatabase()).storage);

describe("two storages on one SQLite file", () => {
  it("number the revisions of one resource without gap or repeat", async () => {
    const { folder, storage } = await openDatabase();
    const other = sqliteStorage(folder);
    const [issues, others] = [openIssues(storage), openIssues(other)];
    const { resourceId } = await issues.create({ title: "start" });
    const updates = Array.from({ length: 100 }, (_, at) => (at % 2 === 0 ? issues : others).update(resourceId, { title: `update ${at}` }));
    await Promise.all(updates);
    expect(await numbersOf(others, resourceId)).toEqual(Array.from({ length: 101 }, (_, at) => 101 - at));
    await Promise.all([storage.close(), other.close()]);
  });
});
