import { Queue, Worker } from "bullmq";

/** @param {string} url @returns {Promise<import("../contender-process.js").Contender>} */
export async function open(url) {
  const { hostname, port } = new URL(url);
  const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };
  const name = `specstar-bench-${process.pid}`;
  const queue = new Queue(name, { connection });
  return {
    enqueue: async (i) => void (await queue.add("train", { dataset: `set-${i}`, epochs: 1 })),
    work: async (concurrency, onJob) => {
      const worker = new Worker(name, async () => onJob(), { connection, concurrency });
      return () => worker.close();
    },
    countLeft: async () => await queue.getJobCountByTypes("waiting", "active", "delayed"),
    close: async () => {
      await queue.obliterate({ force: true });
      await queue.close();
    },
  };
}
