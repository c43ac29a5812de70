import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { diskStorage } from "@specstar/runtime/disk";
import { expect, it } from "vitest";
import { openIssues } from "../../../conformance/manager/world.js";
import { filesIn, newFolder } from "./new-folder.js";

it("keeps the meta in a database, and the data of each revision in a file alone", async () => {
  const folder = await newFolder();
  const storage = diskStorage(folder);
  const sql = await readFile(new URL("../../../conformance/manager/models.sqlite.sql", import.meta.url), "utf8");
  await storage.migrations?.apply({ id: "20260101000000_models", sql, checksum: "sha256:0" });
  const issues = openIssues(storage);
  const { resourceId } = await issues.create({ title: "a", description: "found in the file" });
  await issues.delete(resourceId);
  await storage.close();
  expect((await readdir(folder)).toSorted()).toEqual(["revisions", "specstar.db"]);
  const texts = await Promise.all((await filesIn(`${folder}/revisions`)).map((file) => readFile(file, "latin1")));
  expect(texts).toHaveLength(2);
  expect(texts.filter((text) => text.includes("found in the file"))).toHaveLength(1);
  expect(await readFile(`${folder}/specstar.db`, "latin1")).not.toContain("found in the file");
});

it("loads the driver of the database only when a storage is opened", async () => {
  const entry = fileURLToPath(new URL("../../../../runtime/stores/disk/index.ts", import.meta.url));
  const program = `await import(${JSON.stringify(entry)}); const { createRequire } = await import("node:module");
    console.log(Object.keys(createRequire(import.meta.url).cache).filter((file) => file.includes("better-sqlite3")).length);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program]);
  expect(stdout).toBe("0\n");
});
