import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStorage, type Storage } from "@specstar/runtime";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { openRow, type Row } from "../services/rows/places.js";
import { modelTables, tablesSql } from "./tables.js";

/** Makes an empty storage that is ready for the models, and says how to get rid of it. */
export type OpenStorage = () => Promise<{ readonly storage: Storage; close(): Promise<void> }>;

let template: Promise<string> | undefined;

/** A folder with a database whose tables are empty. */
export async function newDatabase(): Promise<string> {
  // Migrating takes longer than most sequences: it is done once, and copied.
  template ??= migrate();
  const folder = await mkdtemp(join(tmpdir(), "specstar-model-"));
  await copyFile(join(await template, "specstar.db"), join(folder, "specstar.db"));
  return folder;
}

async function migrate(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-model-"));
  process.once("exit", () => void rm(folder, { recursive: true, force: true }));
  const storage = sqliteStorage(folder);
  await storage.migrations?.apply({ id: "20260101000000_models", sql: await tablesSql(), checksum: "sha256:0" });
  await storage.close();
  return folder;
}

export const STORAGES: Readonly<Record<"memory" | "SQLite", OpenStorage>> = {
  async memory() {
    const storage = memoryStorage();
    return { storage, close: () => storage.close() };
  },
  async SQLite() {
    const folder = await newDatabase();
    const storage = sqliteStorage(folder);
    return { storage, close: () => storage.close().then(() => rm(folder, { recursive: true })) };
  },
};

async function openNew(row: Row): Promise<{ readonly storage: Storage; close(): Promise<void> }> {
  const storage = await openRow(row, modelTables);
  return { storage, close: () => storage.close() };
}

/** Those that take more time: they get fewer runs. */
export const SLOW_STORAGES: Readonly<Record<"disk" | "PostgreSQL" | "S3", OpenStorage>> = {
  disk: () => openNew("disk"),
  PostgreSQL: () => openNew("postgres"),
  S3: () => openNew("s3"),
};
