import { randomUUID } from "node:crypto";
import { memoryStorage } from "@specstar/runtime";
import { JOB_SETTINGS } from "../../../../runtime/core/spec.js";
import { SpecstarError } from "../../../../runtime/core/errors.js";
import { checkHolds } from "../../../../runtime/jobs/check-holds.js";
import type { AttemptEnd, JobDesk, Progress } from "../../../../runtime/jobs/job-desk.js";
import type { JobMessage, Settlement } from "../../../../runtime/queues/message-queue.js";
import type { ClaimedRow } from "../../../../runtime/stores/job-table.js";

interface Kept {
  readonly failures: number;
  readonly progress: Progress | null;
}

/** A desk over the table of jobs alone: payloads and outcomes are in memory, and stay when the desk is opened anew. */
export class SmallStore {
  readonly jobs = memoryStorage().meta.jobs;
  readonly payloads = new Map<string, unknown>();
  readonly ended = new Map<string, Settlement>();
  readonly retried: string[] = [];
  readonly index = { model: "train", table: "train", fields: [], unique: [] };

  /** A job that waits, and the message that says so. */
  async add(payload: unknown, id = `train:${randomUUID()}`): Promise<JobMessage> {
    this.payloads.set(id, payload);
    const record = JSON.stringify({ failures: 0, progress: null });
    const row = { resourceId: id, etag: "e1", priority: 0, dueAt: new Date().toISOString(), isSchedule: false, concurrencyKey: null, concurrency: 1, record };
    await this.jobs.restore(this.index, [row]);
    return { model: "train", resourceId: id, priority: 0 };
  }

  /** What has become of a job, once that is known. */
  async outcome(resourceId: string): Promise<Settlement> {
    for (;;) {
      const found = this.ended.get(resourceId);
      if (found !== undefined) return found;
      await new Promise((next) => setTimeout(next, 20));
    }
  }

  desk({ lease = 30_000, timeout = null as number | null, maxRetries = 3, backoff = 50 } = {}): JobDesk {
    const { jobs, index } = this;
    const leaseUntil = () => new Date(Date.now() + lease).toISOString();
    const claim: JobDesk["claim"] = (limit, only) =>
      jobs.claim(index, { token: randomUUID(), now: new Date().toISOString(), leaseUntil: leaseUntil(), limit, schedules: false, only });
    return {
      model: "train",
      settings: { ...JOB_SETTINGS, lease },
      claim,
      open: async ({ resourceId, record }) => ({ payload: this.payloads.get(resourceId), attempt: kept(record).failures + 1, maxRetries, timeout }),
      renew: (held) =>
        jobs.renew(held.map(({ row, progress }) => ({ resourceId: row.resourceId, token: row.hold.token, leaseUntil: leaseUntil(), record: JSON.stringify({ ...kept(row.record), progress: progress ?? kept(row.record).progress }) }))),
      check: (rows) => checkHolds(jobs, rows),
      close: (row, end) => this.#close(row, end, { maxRetries, backoff }),
      noteFailure: async (_, error) => void this.retried.push(error),
      log: (row, text) => jobs.appendLog(row.resourceId, row.hold.token, text),
      adopt: async (id, payload) => {
        if (typeof payload !== "object") throw new SpecstarError("VALIDATION_FAILED", "The train is not valid.", [{ path: "/payload", message: "Must be an object." }]);
        if (!this.payloads.has(id)) await this.add(payload, id);
      },
      read: (ids) => jobs.read(ids),
      list: (page) => jobs.list(index, page),
      requestCancel: async (id) => void (await jobs.requestCancel(id)),
      outcome: async (id) => this.ended.get(id) ?? null,
    };
  }

  async #close(row: ClaimedRow, end: AttemptEnd, { maxRetries, backoff }: { readonly maxRetries: number; readonly backoff: number }): Promise<Settlement> {
    const { resourceId, hold } = row;
    const [now] = await this.jobs.read([resourceId]);
    if (now?.hold?.token !== hold.token) return { kind: "lost" };
    const record = kept(row.record);
    const failures = record.failures + (end.kind === "failed" ? 1 : 0);
    const waits = end.kind === "handedBack" || end.kind === "snoozed" || (end.kind === "failed" && !end.isFinal && failures <= maxRetries);
    if (!waits) return await this.#end(resourceId, end.kind === "completed" ? end : { kind: end.kind, error: end.kind === "failed" ? end.error : "cancelled" });
    const until = new Date(Date.now() + (end.kind === "failed" ? backoff : 0));
    await this.jobs.release(this.index, { resourceId, token: hold.token, dueAt: until.toISOString(), record: JSON.stringify({ ...record, failures }) });
    return { kind: "waits", until, error: end.kind === "failed" ? end.error : null };
  }

  async #end(resourceId: string, settlement: Settlement): Promise<Settlement> {
    await this.jobs.drop([resourceId]);
    this.ended.set(resourceId, settlement);
    return settlement;
  }
}

function kept(record: string): Kept {
  return JSON.parse(record);
}
