// Jobs as `specstar generate` makes them of the Train model, as `run.js` compiled it, on PostgreSQL without a broker.
import { fileURLToPath } from "node:url";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { postgresStorage } from "@specstar/runtime/postgres";
import { openManagers } from "../dist/expected/generated/index.js";

const migrations = fileURLToPath(new URL("../../../fixtures/job/expected/migrations", import.meta.url));

/** @param {string} url @returns {Promise<import("../contender-process.js").Contender>} */
export async function open(url) {
  const storage = await postgresStorage({ dsn: url });
  if (storage.migrations === null) throw new Error("The back end has no migrations.");
  await applyPending(storage.migrations, await readMigrations(migrations, "postgres"));
  const { trains } = await openManagers(storage);
  return {
    enqueue: async (i) => void (await trains.create({ payload: { dataset: `set-${i}`, epochs: 1 } })),
    work: async (concurrency, onJob) => {
      const handler = async () => {
        onJob();
        return { accuracy: 1, weights: null };
      };
      const worker = trains.startConsume(handler, { concurrency });
      return () => worker.stop();
    },
    countLeft: () => trains.count({ where: (q) => q.state.ne("completed") }),
    close: () => storage.close(),
  };
}
