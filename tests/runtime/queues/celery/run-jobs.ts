import type { AttemptEnd, JobDesk } from "../../../../runtime/jobs/job-desk.js";
import type { MessageQueue } from "../../../../runtime/queues/message-queue.js";
import type { ClaimedRow } from "../../../../runtime/stores/job-table.js";

/** What a test does with a job. */
export type Handler = (payload: unknown, attempt: number, signal: AbortSignal) => Promise<AttemptEnd>;

/** Takes jobs from a queue, and runs them: the least that a worker is. */
export async function runJobs(queue: MessageQueue, desk: JobDesk, handler: Handler): Promise<{ close(): Promise<void> }> {
  const source = await queue.subscribe(desk, { concurrency: 2, onTrouble: () => {} });
  const stop = new AbortController();
  const running = (async () => {
    while (!stop.signal.aborted) {
      for (const row of await source.take(2, stop.signal)) void runJob(desk, row, handler).then((settlement) => source.settle(row, settlement));
    }
  })();
  return {
    close: async () => {
      stop.abort();
      await running;
      await source.close();
    },
  };
}

async function runJob(desk: JobDesk, row: ClaimedRow, handler: Handler) {
  const { payload, attempt } = await desk.open(row);
  const abort = new AbortController();
  const looking = setInterval(() => {
    void desk.renew([{ row, progress: null }]).then(([found]) => found === "cancelled" && abort.abort());
  }, 50);
  const end = await handler(payload, attempt, abort.signal);
  clearInterval(looking);
  return await desk.close(row, end);
}
