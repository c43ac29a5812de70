import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { expect, it } from "vitest";
import { openDatabase } from "../../../../runtime/stores/sqlite/open-database.js";
import { newFolder } from "./new-place.js";

it("makes the folder, and a database that loses nothing in a power cut", async () => {
  const folder = join(await newFolder(), "a/b");
  const db = openDatabase(folder);
  expect(db.pragma("journal_mode", { simple: true })).toBe("wal");
  // 2 is FULL.
  expect(db.pragma("synchronous", { simple: true })).toBe(2);
  db.close();
  expect(await readdir(folder)).toEqual(["specstar.db"]);
});

it("says which file or folder it can't use", async () => {
  const folder = await newFolder();
  await writeFile(join(folder, "file"), "");
  expect(() => sqliteStorage(join(folder, "file/data"))).toThrow(expect.objectContaining({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining(join(folder, "file/data")) }));
  await writeFile(join(folder, "specstar.db"), "this is no database, and long enough to be told from an empty one".repeat(100));
  expect(() => sqliteStorage(folder)).toThrow(expect.objectContaining({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining(join(folder, "specstar.db")) }));
});
