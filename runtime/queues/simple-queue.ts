import type { JobDesk } from "../jobs/job-desk.js";
import type { ClaimedRow } from "../stores/job-table.js";
import type { JobMessage, JobSource, MessageQueue } from "./message-queue.js";

/** How often the table is looked at: less often the longer nothing comes. */
const SHORTEST_WAIT = 250;
const LONGEST_WAIT = 1_000;

export interface SimpleQueueOptions {
  /** How often a failed job runs again when neither it nor its model says so; 3 unless given. */
  readonly maxRetries?: number | undefined;
}

/** The queue that needs no server: workers look for jobs in the table themselves, at once when one was made in their process. */
export function simpleQueue({ maxRetries }: SimpleQueueOptions = {}): MessageQueue {
  const sources = new Set<SimpleSource>();
  return {
    description: "simple queue, in the storage",
    maxRetries,
    isBrokered: false,
    async publish({ model }: JobDesk, messages: readonly JobMessage[]) {
      if (messages.length > 0) for (const source of sources) if (source.model === model) source.wake();
      return [];
    },
    async subscribe(desk) {
      const source = new SimpleSource(desk, () => sources.delete(source));
      sources.add(source);
      return source;
    },
    async ping() {},
    async close() {},
  };
}

class SimpleSource implements JobSource {
  readonly #desk: JobDesk;
  readonly #leave: () => void;
  #isWoken = false;
  #onWake = () => {};

  constructor(desk: JobDesk, leave: () => void) {
    this.#desk = desk;
    this.#leave = leave;
  }

  get model(): string {
    return this.#desk.model;
  }

  /** Makes it look at once, or once more when it is looking. */
  wake(): void {
    this.#isWoken = true;
    this.#onWake();
  }

  async take(limit: number, signal: AbortSignal): Promise<readonly ClaimedRow[]> {
    for (let wait = SHORTEST_WAIT; !signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      this.#isWoken = false;
      const rows = await this.#desk.claim(limit);
      if (rows.length > 0) return rows;
      if (await this.#wait(wait, signal)) wait = SHORTEST_WAIT / 2;
    }
    return [];
  }

  /** Behind one with a key, another one may wait. */
  async settle({ concurrencyKey }: ClaimedRow): Promise<void> {
    if (concurrencyKey !== null) this.wake();
  }

  async close(): Promise<void> {
    this.#leave();
  }

  /** Whether it was woken. */
  async #wait(milliseconds: number, signal: AbortSignal): Promise<boolean> {
    if (this.#isWoken || signal.aborted) return this.#isWoken;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(end, milliseconds);
      this.#onWake = end;
      signal.addEventListener("abort", end);
      function end(): void {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        resolve();
      }
    });
    return this.#isWoken;
  }
}
