import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskStorage } from "@specstar/runtime/disk";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { afterAll } from "vitest";
import { fixtures } from "../fixture-samples.js";
import { httpSuite } from "./http.suite.js";

const folder = mkdtempSync(join(tmpdir(), "specstar-http-suite-"));
afterAll(() => rmSync(folder, { recursive: true }));

httpSuite("disk", async () => {
  const storage = diskStorage(folder);
  if (storage.migrations === null) throw new Error("SQLite has migrations.");
  await applyPending(storage.migrations, await readMigrations(join(fixtures, "life/expected/migrations"), "sqlite"));
  return storage;
});
