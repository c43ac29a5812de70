import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Storage } from "@specstar/runtime";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { findFaults } from "../../conformance/manager/graph-mix.js";
import { changesOf, openGraph } from "../../conformance/manager/graph.js";
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

describe("two processes on one SQLite file", () => {
  it("leave nothing broken, whatever they write at once", async () => {
    const { folder, storage } = await openDatabase();
    const writers = ["1", "2"].map((seed) => startWriter(folder, seed));
    for (const { child } of writers) child.stdin.write("go\n");
    expect(await Promise.all(writers.map(({ exit }) => exit))).toEqual([0, 0]);
    const graph = openGraph(storage);
    expect((await changesOf(storage)).length).toBeGreaterThan(100);
    expect(await findFaults(graph)).toEqual([]);
    await storage.close();
  }, 120_000);
});

/** Starts `graph-process.ts`, which waits for `go`. */
function startWriter(folder: string, seed: string) {
  const script = fileURLToPath(new URL("graph-process.ts", import.meta.url));
  const env = { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("../../tsconfig.json", import.meta.url)) };
  const child = spawn(process.execPath, ["--import", "tsx", script, folder, seed, "400"], { stdio: ["pipe", "inherit", "inherit"], env });
  return { child, exit: once(child, "close").then(([code]: unknown[]) => code) };
}
