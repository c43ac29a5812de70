import PgBoss from "pg-boss";

const QUEUE = "train";

/** @param {string} url @returns {Promise<import("../contender-process.js").Contender>} */
export async function open(url) {
  const boss = new PgBoss(url);
  boss.on("error", (error) => console.error(error));
  await boss.start();
  await boss.createQueue(QUEUE);
  return {
    enqueue: async (i) => void (await boss.send(QUEUE, { dataset: `set-${i}`, epochs: 1 })),
    // Its worker pauses for half a second at least after each batch, so what it takes and completes by hand is measured instead.
    work: async (concurrency, onJob) => {
      const stopping = new AbortController();
      const running = takeAll(boss, { concurrency, onJob, signal: stopping.signal });
      return () => (stopping.abort(), running);
    },
    countLeft: async () => (await boss.getQueueSize(QUEUE, { before: "completed" })) ?? 0,
    close: () => boss.stop({ graceful: false, wait: true }),
  };
}

/** @param {PgBoss} boss @param {{ concurrency: number, onJob: () => void, signal: AbortSignal }} options */
async function takeAll(boss, { concurrency, onJob, signal }) {
  while (!signal.aborted) {
    const jobs = await boss.fetch(QUEUE, { batchSize: concurrency });
    for (const _ of jobs) onJob();
    if (jobs.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    else await boss.complete(QUEUE, jobs.map(({ id }) => id));
  }
}
