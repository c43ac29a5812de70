import type { ClaimedRow, ClaimRequest, JobCounts, JobRow, JobTable, LogPage, LogPiece, NewJobRow, Release, Renewal, Renewed, UnsentRequest } from "../job-table.js";
import type { ModelIndex } from "../model-index.js";
import type { KeptJob, MemoryJobRows } from "./job-rows.js";
import type { MemoryResources } from "./memory-resources.js";

/** The jobs that have not ended, in a map. */
export class MemoryJobTable implements JobTable {
  readonly #resources: MemoryResources;
  readonly #rows: MemoryJobRows;
  readonly #refuseWhenClosed: () => void;

  constructor(resources: MemoryResources, refuseWhenClosed: () => void) {
    this.#resources = resources;
    this.#rows = resources.jobs;
    this.#refuseWhenClosed = refuseWhenClosed;
  }

  async claim(index: ModelIndex, request: ClaimRequest): Promise<readonly ClaimedRow[]> {
    this.#refuseWhenClosed();
    const claimed: ClaimedRow[] = [];
    for (const row of this.#claimable(index, request)) {
      if (claimed.length === request.limit) break;
      if (request.early === true || !this.#isCrowded(row, request.now)) claimed.push(this.#hold(index, row, request));
    }
    return claimed;
  }

  async renew(renewals: readonly Renewal[]): Promise<readonly Renewed[]> {
    this.#refuseWhenClosed();
    return renewals.map(({ resourceId, token, leaseUntil, record }) => {
      const row = this.#held(resourceId, token);
      if (row === undefined) return "lost";
      this.#rows.put({ ...row, hold: { token, leaseUntil }, record: record ?? row.record });
      return row.isCancelled ? "cancelled" : "held";
    });
  }

  async release(index: ModelIndex, { resourceId, token, dueAt, record }: Release): Promise<boolean> {
    this.#refuseWhenClosed();
    const row = this.#held(resourceId, token);
    if (row === undefined) return false;
    this.#rows.put({ ...row, hold: null, isCancelled: false, dueAt, record, sentUntil: null });
    if (!row.isSchedule) this.#show(index, resourceId, "pending");
    return true;
  }

  async requestCancel(resourceId: string): Promise<boolean> {
    this.#refuseWhenClosed();
    const row = this.#rows.get(resourceId);
    if (row === undefined || row.hold === null) return false;
    this.#rows.put({ ...row, isCancelled: true });
    return true;
  }

  async read(resourceIds: readonly string[]): Promise<readonly JobRow[]> {
    this.#refuseWhenClosed();
    return resourceIds.flatMap((resourceId) => this.#rows.get(resourceId) ?? []);
  }

  async list(index: ModelIndex, { after, limit }: { readonly after: string | null; readonly limit: number }): Promise<readonly JobRow[]> {
    this.#refuseWhenClosed();
    const rows = this.#of(index).filter(({ resourceId }) => after === null || resourceId > after);
    return rows.sort((a, b) => (a.resourceId < b.resourceId ? -1 : 1)).slice(0, limit);
  }

  async takeUnsent(index: ModelIndex, { now, sentUntil, limit }: UnsentRequest): Promise<readonly JobRow[]> {
    this.#refuseWhenClosed();
    const isUnsent = (row: KeptJob) => (row.sentUntil ?? "") <= now;
    const taken = this.#claimable(index, { now, schedules: false }).filter(isUnsent).slice(0, limit);
    for (const row of taken) this.#rows.put({ ...row, sentUntil });
    return taken;
  }

  async noteSent(resourceIds: readonly string[], sentUntil: string): Promise<void> {
    this.#refuseWhenClosed();
    for (const row of resourceIds.flatMap((resourceId) => this.#rows.get(resourceId) ?? [])) if (row.hold === null) this.#rows.put({ ...row, sentUntil });
  }

  async restore(index: ModelIndex, rows: readonly (NewJobRow & Pick<JobRow, "etag">)[]): Promise<number> {
    this.#refuseWhenClosed();
    const missing = rows.filter(({ resourceId }) => this.#rows.get(resourceId) === undefined);
    for (const row of missing) {
      this.#rows.put({ ...row, table: index.table, hold: null, isCancelled: false, sentUntil: null });
      this.#show(index, row.resourceId, "pending");
    }
    return missing.length;
  }

  async drop(resourceIds: readonly string[]): Promise<void> {
    this.#refuseWhenClosed();
    for (const resourceId of resourceIds) this.#rows.forget(resourceId);
  }

  async count(index: ModelIndex, now: string): Promise<JobCounts> {
    this.#refuseWhenClosed();
    const rows = this.#of(index);
    const jobs = rows.filter(({ isSchedule }) => !isSchedule);
    const waiting = jobs.filter(({ hold }) => hold === null);
    const due = waiting.filter(({ dueAt }) => dueAt <= now);
    const oldestDueAt = due.map(({ dueAt }) => dueAt).sort()[0] ?? null;
    return { due: due.length, delayed: waiting.length - due.length, held: jobs.length - waiting.length, schedules: rows.length - jobs.length, oldestDueAt };
  }

  async appendLog(resourceId: string, token: string, text: string): Promise<boolean> {
    this.#refuseWhenClosed();
    if (this.#held(resourceId, token) === undefined) return false;
    const pieces = this.#rows.logs.get(resourceId) ?? [];
    this.#rows.logs.set(resourceId, [...pieces, { n: pieces.length + 1, text }]);
    return true;
  }

  async readLog(resourceId: string, { after, limit }: LogPage): Promise<readonly LogPiece[]> {
    this.#refuseWhenClosed();
    return (this.#rows.logs.get(resourceId) ?? []).slice(after, after + limit);
  }

  async dropLog(resourceId: string): Promise<void> {
    this.#refuseWhenClosed();
    this.#rows.logs.delete(resourceId);
  }

  #claimable(index: ModelIndex, { now, schedules, only, early = false }: Pick<ClaimRequest, "now" | "schedules" | "only" | "early">): readonly KeptJob[] {
    const isFree = ({ hold, dueAt }: KeptJob) => (hold === null ? early || dueAt <= now : hold.leaseUntil <= now);
    const isMeant = ({ resourceId, isSchedule }: KeptJob) => isSchedule === schedules && (only?.includes(resourceId) ?? true);
    return this.#of(index).filter((row) => isMeant(row) && isFree(row)).sort(byUrgency);
  }

  /** Whether as many of its key are held as may be. One whose own lease is over takes no place. */
  #isCrowded(row: KeptJob, now: string): boolean {
    if (row.concurrencyKey === null) return false;
    const isRival = ({ table, concurrencyKey, hold }: KeptJob) => table === row.table && concurrencyKey === row.concurrencyKey && hold !== null && hold.leaseUntil > now;
    return [...this.#rows.all].filter(isRival).length >= row.concurrency;
  }

  #hold(index: ModelIndex, row: KeptJob, { token, leaseUntil }: ClaimRequest): ClaimedRow {
    const held = { ...row, hold: { token, leaseUntil }, sentUntil: null };
    this.#rows.put(held);
    if (!row.isSchedule) this.#show(index, row.resourceId, "running");
    return { ...held, wasLost: row.hold !== null };
  }

  #held(resourceId: string, token: string): KeptJob | undefined {
    const row = this.#rows.get(resourceId);
    return row?.hold?.token === token ? row : undefined;
  }

  #of(index: ModelIndex): KeptJob[] {
    return [...this.#rows.all].filter(({ table }) => table === index.table);
  }

  #show(index: ModelIndex, resourceId: string, state: "pending" | "running"): void {
    this.#resources.table(index).setIndexed(index, resourceId, "state", state);
  }
}

/** The highest priority first, then what waits longest, then by id. */
function byUrgency(a: KeptJob, b: KeptJob): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.dueAt !== b.dueAt) return a.dueAt < b.dueAt ? -1 : 1;
  return a.resourceId < b.resourceId ? -1 : 1;
}
