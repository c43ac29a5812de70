import type { JobCounts } from "../../stores/job-table.js";
import type { Collected, CollectedValue } from "./registry.js";

/** What has not answered by then is left out, in milliseconds: a scrape is not to wait for a store that is away. */
const PATIENCE = 2_000;

/** How many jobs of each model have not ended. The stores know: they are asked whenever the metrics are wanted. */
export class JobGauges {
  readonly #sources = new Map<string, () => Promise<JobCounts>>();
  #counts: ReadonlyMap<string, JobCounts> = new Map();
  #gathering: Promise<void> | undefined;

  watch(model: string, count: () => Promise<JobCounts>): void {
    this.#sources.set(model, count);
  }

  /** However many ask, the stores are asked once at a time. Never rejects. */
  gather(): Promise<void> {
    this.#gathering ??= this.#gather().finally(() => (this.#gathering = undefined));
    return this.#gathering;
  }

  get metrics(): readonly Collected[] {
    return [
      {
        type: "gauge",
        facts: { name: "specstar_jobs", help: "Jobs that have not ended, by what they do: they are due, delayed, held, or schedules.", labels: ["model", "state"] },
        collect: () => this.#values((model, { due, delayed, held, schedules }) => Object.entries({ due, delayed, held, schedules }).map(([state, value]) => ({ values: [model, state], value }))),
      },
      {
        type: "gauge",
        facts: { name: "specstar_job_oldest_due_seconds", help: "For how long the oldest job has been due that nobody holds; 0 when there is none.", labels: ["model"] },
        collect: () => this.#values((model, { oldestDueAt }) => [{ values: [model], value: ageOf(oldestDueAt) }]),
      },
    ];
  }

  async #gather(): Promise<void> {
    const found = await Promise.all([...this.#sources].map(async ([model, count]) => [model, await inTime(count)] as const));
    this.#counts = new Map(found.flatMap(([model, counts]) => (counts === undefined ? [] : [[model, counts] as const])));
  }

  #values(toValues: (model: string, counts: JobCounts) => readonly CollectedValue[]): readonly CollectedValue[] {
    return [...this.#counts].flatMap(([model, counts]) => toValues(model, counts));
  }
}

function ageOf(time: string | null): number {
  return time === null ? 0 : Math.max(0, (Date.now() - Date.parse(time)) / 1_000);
}

/** Undefined for what fails as well: the store has told of it by then. */
function inTime(count: () => Promise<JobCounts>): Promise<JobCounts | undefined> {
  return new Promise((resolve) => {
    const giveUp = () => resolve(undefined);
    const timer = setTimeout(giveUp, PATIENCE);
    void count().then(resolve, giveUp).finally(() => clearTimeout(timer));
  });
}
