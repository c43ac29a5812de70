import type { AttemptEnd } from "../../jobs/job-desk.js";
import type { JobSource, MessageQueue } from "../../queues/message-queue.js";
import type { ClaimedRow } from "../../stores/job-table.js";
import { BenchDesk, nameOf, type BenchJob } from "./bench-desk.js";

/** How long a test waits for what has to come. */
const PATIENCE = 30_000;

/** A desk, and the queues of one place, which are closed when the test is over. */
export class Scene {
  readonly desk: BenchDesk;
  /** What the subscribers were told. */
  readonly troubles: unknown[] = [];
  readonly #connect: () => MessageQueue;
  readonly #queues: MessageQueue[] = [];

  constructor(connect: () => MessageQueue, desk = new BenchDesk()) {
    this.#connect = connect;
    this.desk = desk;
  }

  /** One more queue, as of another process. */
  queue(): MessageQueue {
    const queue = this.#connect();
    this.#queues.push(queue);
    return queue;
  }

  subscribe(queue: MessageQueue, concurrency = 10): Promise<JobSource> {
    return queue.subscribe(this.desk, { concurrency, onTrouble: (error) => this.troubles.push(error) });
  }

  async publish(queue: MessageQueue, names: readonly string[], jobs: BenchJob = {}): Promise<void> {
    await queue.publish(this.desk, await this.desk.add(names, jobs));
  }

  /** Hands in how an attempt ended, and tells the source. */
  async end(source: JobSource, row: ClaimedRow, end: AttemptEnd): Promise<void> {
    await source.settle(row, await this.desk.close(row, end));
  }

  /** Takes so many jobs, completes each, and gives their names in order. */
  async complete(source: JobSource, count: number): Promise<string[]> {
    const names: string[] = [];
    while (names.length < count) {
      const row = await takeOne(source);
      names.push(nameOf(row));
      await this.end(source, row, { kind: "completed", result: null });
    }
    return names;
  }

  async close(): Promise<void> {
    await Promise.all(this.#queues.map((queue) => queue.close()));
  }
}

/** @throws Error when none comes for long. */
export async function takeOne(source: JobSource): Promise<ClaimedRow> {
  const [row] = await source.take(1, AbortSignal.timeout(PATIENCE));
  if (row === undefined) throw new Error(`No job came within ${PATIENCE / 1000} s.`);
  return row;
}
