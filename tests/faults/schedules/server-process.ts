/** A server of the models of fixtures/life with a keeper and a worker. Its argument is the dsn of its database. Tells its parent the URL. */
import { fileURLToPath } from "node:url";
import { serve } from "@specstar/runtime/express";
import { postgresStorage } from "@specstar/runtime/postgres";
import { createApp, openManagers, startWorkers } from "../../../fixtures/life/expected/generated/index.js";

// The generated app finds its document from the project's folder.
process.chdir(fileURLToPath(new URL("../../../fixtures/life", import.meta.url)));
process.on("disconnect", () => process.exit());
const storage = await postgresStorage({ dsn: process.argv[2] ?? "", poolSize: 3 });
const managers = await openManagers(storage);
const workers = [startWorkers(managers, { errand: async () => ({ found: "time" }) }, { concurrency: 20 })];
await serve(createApp(managers), { storage, workers, port: 0, onReady: (url) => void process.send?.(url) });
