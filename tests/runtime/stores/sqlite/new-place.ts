import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Storage } from "@specstar/runtime";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { afterAll } from "vitest";

const folders: string[] = [];

afterAll(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true }))));

/** An empty folder that is removed when the file's tests are done. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-sqlite-"));
  folders.push(folder);
  return folder;
}

let template: Promise<string> | undefined;

/** A folder whose database has the tables of the conformance suite's models. */
export async function newDatabase(): Promise<string> {
  // Migrating takes longer than most tests: it is done once, and copied.
  template ??= migrate();
  const [from, folder] = await Promise.all([template, newFolder()]);
  await copyFile(join(from, "specstar.db"), join(folder, "specstar.db"));
  return folder;
}

async function migrate(): Promise<string> {
  const folder = await newFolder();
  const storage = sqliteStorage(folder);
  const sql = await readFile(new URL("fixture.sql", import.meta.url), "utf8");
  await storage.migrations?.apply({ id: "20260101000000_fixture", sql, checksum: "sha256:0" });
  await storage.close();
  return folder;
}

/** For the suites: makes a database, and gives what opens one of its stores. */
export async function newPlace<Part extends "meta" | "revisions">(part: Part) {
  const folder = await newDatabase();
  return async (): Promise<{ store: Storage[Part]; close: () => Promise<void> }> => {
    const storage = sqliteStorage(folder);
    return { store: storage[part], close: () => storage.close() };
  };
}
