import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";

/** @param {string} url @returns {Promise<import("../contender-process.js").Contender>} */
export async function open(url) {
  const pgPool = new pg.Pool({ connectionString: url, max: 12 });
  const utils = await makeWorkerUtils({ pgPool });
  await utils.migrate();
  return {
    enqueue: async (i) => void (await utils.addJob("train", { dataset: `set-${i}`, epochs: 1 })),
    work: async (concurrency, onJob) => {
      // It would print a line for each job.
      const logger = new Logger(() => () => {});
      const runner = await run({ pgPool, concurrency, noHandleSignals: true, pollInterval: 500, taskList: { train: async () => onJob() }, logger });
      return () => runner.stop();
    },
    countLeft: async () => Number((await pgPool.query("SELECT count(*) FROM graphile_worker.jobs")).rows[0].count),
    close: async () => {
      await utils.release();
      await pgPool.end();
    },
  };
}
