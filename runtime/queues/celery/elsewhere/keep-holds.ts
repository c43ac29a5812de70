import type { JobDesk } from "../../../jobs/job-desk.js";
import type { ClaimedRow } from "../../../stores/job-table.js";
import type { Link } from "../link.js";
import { writeRevoke } from "../protocol/revoke.js";
import { taskIdOf, wasSent } from "./send-jobs.js";
import { toHeld } from "./take-results.js";

const PAGE = 500;

/** For how much longer than it may run a job is waited for: Celery has to say so. */
const GRACE_MS = 10_000;

export interface KeepOptions {
  /** For how long a job without a timeout may run. */
  readonly longest: number;
  /** Whether what is revoked has its process ended. */
  readonly terminate: boolean;
}

/** Keeps the holds of the jobs that are with Celery, whoever has sent them, and ends those that are to be cancelled. */
export class HoldKeeper {
  readonly #desk: JobDesk;
  readonly #link: Link;
  readonly #options: KeepOptions;
  /** Until when each run is waited for, by its token. */
  #deadlines = new Map<string, number>();

  constructor(desk: JobDesk, link: Link, options: KeepOptions) {
    this.#desk = desk;
    this.#link = link;
    this.#options = options;
  }

  /** Goes through all of them once. */
  async keepAll(): Promise<void> {
    const deadlines = new Map<string, number>();
    for (let after: string | null = null; ;) {
      const page = await this.#desk.list({ after, limit: PAGE });
      await this.#keep(page.map(toHeld).filter((row) => row !== undefined).filter(wasSent), deadlines);
      if (page.length < PAGE) break;
      after = page.at(-1)?.resourceId ?? null;
    }
    this.#deadlines = deadlines;
  }

  async #keep(rows: readonly ClaimedRow[], deadlines: Map<string, number>): Promise<void> {
    const kept: ClaimedRow[] = [];
    for (const row of rows) {
      const deadline = this.#deadlines.get(row.hold.token) ?? (await this.#deadlineOf(row));
      deadlines.set(row.hold.token, deadline);
      if (row.isCancelled) await this.#cancel(row);
      else if (Date.now() < deadline) kept.push(row);
      else await this.#revoke(row);
    }
    if (kept.length > 0) await this.#desk.renew(kept.map((row) => ({ row })));
  }

  async #deadlineOf(row: ClaimedRow): Promise<number> {
    const { timeout } = await this.#desk.open(row);
    return Date.now() + (timeout ?? this.#options.longest) + GRACE_MS;
  }

  /** Celery's workers may all be away: the job ends without them, and what they say later is dropped. */
  async #cancel(row: ClaimedRow): Promise<void> {
    await this.#revoke(row);
    await this.#desk.close(row, { kind: "cancelled" });
  }

  async #revoke(row: ClaimedRow): Promise<void> {
    await this.#link.tellWorkers(writeRevoke(taskIdOf(row), this.#options.terminate));
  }
}
