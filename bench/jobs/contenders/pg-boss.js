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
    work: async (concurrency, onJob) => {
      // Its least polling interval, and as many jobs at a time as the others have.
      await boss.work(QUEUE, { batchSize: concurrency, pollingIntervalSeconds: 0.5 }, async (jobs) => jobs.map(() => onJob()));
      return () => boss.offWork(QUEUE);
    },
    countLeft: async () => (await boss.getQueueSize(QUEUE, { before: "completed" })) ?? 0,
    close: () => boss.stop({ graceful: false, wait: true }),
  };
}
