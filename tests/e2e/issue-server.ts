/** The generated Issue server as a process of its own: migrates the database in DATA_DIR, or keeps all in memory without one, and serves on a free port. */
import { openBackend } from "@specstar/runtime/config";
import { serve } from "@specstar/runtime/express";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { fileURLToPath } from "node:url";
import { createApp, openManagers } from "../../fixtures/issue/expected/generated/index.js";

process.chdir(fileURLToPath(new URL("../../fixtures/issue", import.meta.url)));
const dataDir = process.env["DATA_DIR"];
const storage = await openBackend({
  version: 1,
  connections: { local: dataDir === undefined ? { type: "memory" } : { type: "sqlite", options: { rootdir: dataDir } } },
  meta: { use: "local" },
  resource: { use: "local" },
});
if (storage.migrations !== null) {
  await applyPending(storage.migrations, await readMigrations("expected/migrations", "sqlite"));
}
const app = createApp(await openManagers(storage));
const server = await serve(app, { storage, port: 0 });
process.send?.({ url: server.url });
