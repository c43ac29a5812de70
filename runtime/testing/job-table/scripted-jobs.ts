import type { ClaimedRow, ClaimRequest, NewJobRow, Release } from "../../stores/job-table.js";
import type { IndexedValue } from "../../core/resource.js";
import { valueOf } from "../../query/compare.js";
import { taskIndex } from "../conformance-models.js";
import type { PlainStore, PlainWrite } from "../plain-store.js";
import { commitAll, next, purge, task, time, type ScriptedWrite } from "../scripted-writes.js";
import { query } from "../searches.js";

/** What a job's row keeps before anyone has held it, as far as this suite goes. */
export const NEW_RECORD = `{"attempts":[]}`;

/** When the suite claims, unless it says otherwise: everything that may start at all may start by then. */
export const NOW = time(100);

/** Until when the suite's claims hold. */
export const LEASE_END = time(200);

export function newRow(resourceId: string, part: Partial<NewJobRow> = {}): NewJobRow {
  const row = { resourceId, priority: 0, dueAt: time(0), isSchedule: false, concurrencyKey: null, concurrency: 1, record: NEW_RECORD };
  return { ...row, ...part };
}

/** A new job called `name`, which waits. */
export function job(name: string, row: Partial<NewJobRow> = {}): ScriptedWrite {
  return waiting(task(name), row);
}

/** The same write, after which its resource's job waits. */
export function waiting(write: ScriptedWrite, row: Partial<NewJobRow> = {}): ScriptedWrite {
  return { ...write, job: { kind: "wait", row: newRow(write.meta.resourceId, row) } };
}

/** The write that ends a job which `before` left. */
export function ending(before: ScriptedWrite, token: string | null): ScriptedWrite {
  return { ...next(before, "update", { state: "completed" }), job: { kind: "end", token } };
}

export function purging(before: ScriptedWrite, token: string | null): PlainWrite {
  return { ...purge(before), job: { kind: "end", token } };
}

export async function commitJobs(store: PlainStore, ...jobs: readonly ScriptedWrite[]): Promise<void> {
  await commitAll(store, jobs);
}

export function claim(store: PlainStore, token: string, request: Partial<ClaimRequest> = {}): Promise<readonly ClaimedRow[]> {
  return store.jobs.claim(taskIndex, { token, now: NOW, leaseUntil: LEASE_END, limit: 100, schedules: false, ...request });
}

/** The names of the jobs that a claim takes, in its order. */
export async function claimNames(store: PlainStore, token: string, request: Partial<ClaimRequest> = {}): Promise<string[]> {
  return (await claim(store, token, request)).map(nameOf);
}

export function release(store: PlainStore, name: string, token: string, part: Partial<Release> = {}): Promise<boolean> {
  return store.jobs.release(taskIndex, { resourceId: idOf(name), token, dueAt: NOW, record: NEW_RECORD, ...part });
}

export function idOf(name: string): string {
  return `task:${name}`;
}

export function nameOf({ resourceId }: { readonly resourceId: string }): string {
  return resourceId.slice("task:".length);
}

/** The state that searches go by, of each task by its name. */
export async function shownStates(store: PlainStore): Promise<Record<string, IndexedValue>> {
  const found = await store.search(taskIndex, query({ includeDeleted: true }), { payload: false });
  return Object.fromEntries(found.map(({ meta }) => [nameOf(meta), valueOf(meta.indexedData, "state")]));
}
