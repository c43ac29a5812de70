import { randomUUID } from "node:crypto";
import { JOB_SETTINGS, type JobSettings } from "../../core/spec.js";
import { checkHolds } from "../../jobs/check-holds.js";
import type { AttemptEnd, JobDesk } from "../../jobs/job-desk.js";
import type { JobMessage, Settlement } from "../../queues/message-queue.js";
import { MemoryMetaStore } from "../../stores/memory/meta-store.js";
import type { ClaimedRow, JobRow, JobTable } from "../../stores/job-table.js";
import { sampleIndex } from "../conformance-models.js";

/** How long a job that wants to run later waits in the tests. */
export const SHORT_WAIT = 300;

export interface BenchJob {
  readonly priority?: number;
  /** One job of a key runs at a time. */
  readonly concurrencyKey?: string | null;
}

/** A desk over a table in memory, without resources: enough for a queue. */
export class BenchDesk implements JobDesk {
  readonly model = sampleIndex.model;
  readonly settings: JobSettings;
  readonly #table: JobTable = new MemoryMetaStore(null).jobs;

  constructor(settings: Partial<JobSettings> = {}) {
    this.settings = { ...JOB_SETTINGS, ...settings };
  }

  /** Makes jobs that may start, and gives the messages that say so. */
  async add(names: readonly string[], { priority = 0, concurrencyKey = null }: BenchJob = {}): Promise<readonly JobMessage[]> {
    const dueAt = new Date().toISOString();
    const messages = names.map((name) => ({ model: this.model, resourceId: `${this.model}:${name}`, priority }));
    const rows = messages.map(({ resourceId }) => ({ resourceId, etag: "e", priority, dueAt, isSchedule: false, concurrencyKey, concurrency: 1, record: "{}" }));
    await this.#table.restore(sampleIndex, rows);
    return messages;
  }

  /** Those that have not ended, by name. */
  async left(): Promise<readonly string[]> {
    const rows = await this.#table.list(sampleIndex, { after: null, limit: 100_000 });
    return rows.map(nameOf);
  }

  claim(limit: number, only?: readonly string[]): Promise<readonly ClaimedRow[]> {
    const now = new Date();
    const leaseUntil = new Date(now.getTime() + this.settings.lease).toISOString();
    return this.#table.claim(sampleIndex, { token: randomUUID(), now: now.toISOString(), leaseUntil, limit, schedules: false, only });
  }

  /** A snoozed job waits a little, and one that is handed back not at all; everything else ends it. */
  async close(row: ClaimedRow, end: AttemptEnd): Promise<Settlement> {
    if (end.kind === "snoozed" || end.kind === "handedBack") return await this.#release(row, end.kind === "snoozed" ? end.until : new Date());
    await this.#table.drop([row.resourceId]);
    if (end.kind === "completed") return end;
    return { kind: end.kind, error: end.kind === "failed" ? end.error : "It was cancelled." };
  }

  async open(): Promise<never> {
    throw new Error("A queue opens no jobs.");
  }

  async renew(rows: readonly { readonly row: ClaimedRow }[]): Promise<readonly ("held" | "cancelled" | "lost")[]> {
    const leaseUntil = new Date(Date.now() + this.settings.lease).toISOString();
    return await this.#table.renew(rows.map(({ row }) => ({ resourceId: row.resourceId, token: row.hold.token, leaseUntil, record: null })));
  }

  check(rows: readonly ClaimedRow[]): Promise<readonly ("held" | "cancelled" | "lost")[]> {
    return checkHolds(this.#table, rows);
  }

  async noteFailure(): Promise<void> {}

  async log(): Promise<boolean> {
    return true;
  }

  async adopt(id: string): Promise<void> {
    await this.add([id.slice(this.model.length + 1)]);
  }

  read(resourceIds: readonly string[]): Promise<readonly JobRow[]> {
    return this.#table.read(resourceIds);
  }

  list(page: { readonly after: string | null; readonly limit: number }): Promise<readonly JobRow[]> {
    return this.#table.list(sampleIndex, page);
  }

  async requestCancel(resourceId: string): Promise<void> {
    await this.#table.requestCancel(resourceId);
  }

  async outcome(): Promise<null> {
    return null;
  }

  async #release({ resourceId, hold }: ClaimedRow, until: Date): Promise<Settlement> {
    const isOurs = await this.#table.release(sampleIndex, { resourceId, token: hold.token, dueAt: until.toISOString(), record: "{}" });
    return isOurs ? { kind: "waits", until, error: null } : { kind: "lost" };
  }
}

/** What follows the model in the id of a job. */
export function nameOf({ resourceId }: Pick<ClaimedRow, "resourceId">): string {
  return resourceId.slice(sampleIndex.model.length + 1);
}
