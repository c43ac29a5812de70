// The server that `specstar generate` makes of the Issue model, as `build.js` compiled it.
import { fileURLToPath } from "node:url";
import { openBackend } from "@specstar/runtime/config";
import { serve } from "@specstar/runtime/express";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { issueData } from "../dataset.js";
import { createApp, openManagers } from "../dist/expected/generated/index.js";
import { measure } from "../server-process.js";

// Generated code finds its OpenAPI document from the project's folder.
process.chdir(fileURLToPath(new URL("../../fixtures/issue", import.meta.url)));

const CHUNK = 1000;

/** @param {string} place a folder, or a DSN */
const openStorage = (place) => openBackend({ version: 1, meta: place.startsWith("postgres") ? { type: "postgres", options: { dsn: place } } : { type: "sqlite", options: { rootdir: place } } });

/**
 * @param {number} count
 * @param {(i: number) => Promise<void>} write started for a chunk at a time, so that its writes share a transaction
 */
async function writeInChunks(count, write) {
  for (let start = 0; start < count; start += CHUNK) {
    const size = Math.min(CHUNK, count - start);
    await Promise.all(Array.from({ length: size }, (_, i) => write(start + i)));
  }
}

measure({
  seed: async (place, { resources, histories, revisions }) => {
    const storage = await openStorage(place);
    if (storage.migrations === null) throw new Error("The back end has no migrations.");
    await applyPending(storage.migrations, await readMigrations("expected/migrations", storage.migrations.dialect));
    const { encoded } = (await openManagers(storage)).issues;
    /** @type {string[]} */
    const ids = [];
    await writeInChunks(resources, async (i) => {
      const { revision } = await encoded.create(issueData(i), { actor: "seed" });
      ids[i] = revision.value.resourceId;
    });
    await writeInChunks(histories * (revisions - 1), async (i) => {
      await encoded.update(ids[i % histories] ?? "", { ...issueData(i), title: `Revised ${i}` }, { actor: "seed" });
    });
    await storage.close();
    return ids;
  },

  start: async (place) => {
    const storage = await openStorage(place);
    const app = createApp(await openManagers(storage), { actor: () => "anonymous" });
    const server = await serve(app, { storage, host: "127.0.0.1", port: 0, onReady: () => {} });
    return { port: Number(new URL(server.url).port), stop: () => server.close() };
  },
});
