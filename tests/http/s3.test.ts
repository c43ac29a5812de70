import { join } from "node:path";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { s3Storage } from "@specstar/runtime/s3";
import { vi } from "vitest";
import { fixtures } from "../fixture-samples.js";
import { newBucket } from "../services/s3-server.js";
import { httpSuite } from "./http.suite.js";

// Every write goes through a real server.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

httpSuite("S3", async () => {
  const storage = await s3Storage(await newBucket());
  if (storage.migrations === null) throw new Error("SQLite has migrations.");
  await applyPending(storage.migrations, await readMigrations(join(fixtures, "life/expected/migrations"), "sqlite"));
  return storage;
});
