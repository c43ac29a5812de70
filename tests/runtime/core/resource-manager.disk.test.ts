import { readFile } from "node:fs/promises";
import type { Storage } from "@specstar/runtime";
import { diskStorage } from "@specstar/runtime/disk";
import { managerSuite } from "../../conformance/manager.suite.js";
import { newFolder } from "../stores/disk/new-folder.js";

async function open(): Promise<Storage> {
  const storage = diskStorage(await newFolder());
  const sql = await readFile(new URL("../../conformance/manager/models.sqlite.sql", import.meta.url), "utf8");
  await storage.migrations?.apply({ id: "20260101000000_models", sql, checksum: "sha256:0" });
  return storage;
}

managerSuite("disk", open);
