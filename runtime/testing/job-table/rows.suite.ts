import { expect } from "vitest";
import { sampleIndex, taskIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { sample, task, time } from "../scripted-writes.js";
import { claim, claimNames, commitJobs, idOf, job, LEASE_END, nameOf, newRow, NOW, shownStates, waiting } from "./scripted-jobs.js";

const ids = (rows: readonly { readonly resourceId: string }[]) => rows.map(({ resourceId }) => resourceId);

const restored = (name: string) => ({ ...newRow(idOf(name), { priority: 8, dueAt: time(9) }), etag: `restored-${name}` });

/** Reading, counting and repairing rows. */
export function rowsSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("reads those that have not ended, of any model", async (store) => {
    await commitJobs(store, job("a"), job("b", { isSchedule: true }), waiting(sample("a")), task("plain"));
    await claim(store, "t");
    const rows = await store.jobs.read([idOf("never"), idOf("b"), "sample:a", idOf("a"), idOf("plain")]);
    expect(ids(rows).toSorted()).toEqual(["sample:a", idOf("a"), idOf("b")]);
    expect(rows.find(({ resourceId }) => resourceId === idOf("a"))).toMatchObject({ isSchedule: false, hold: { token: "t", leaseUntil: LEASE_END } });
    expect(rows.find(({ resourceId }) => resourceId === idOf("b"))).toMatchObject({ isSchedule: true, hold: null });
    expect(await store.jobs.read([])).toEqual([]);
  });

  test("lists all of a model by page", async (store) => {
    await commitJobs(store, job("c"), job("a"), job("b", { isSchedule: true }), job("d", { dueAt: time(900) }), waiting(sample("z")), waiting(sample("a")));
    await claim(store, "t", { only: [idOf("c")] });
    const first = await store.jobs.list(taskIndex, { after: null, limit: 3 });
    expect(first).toMatchObject([{ hold: null, etag: job("a").etag }, { isSchedule: true }, { hold: { token: "t" } }]);
    expect(first.map(nameOf)).toEqual(["a", "b", "c"]);
    expect((await store.jobs.list(taskIndex, { after: idOf("c"), limit: 3 })).map(nameOf)).toEqual(["d"]);
    expect(await store.jobs.list(taskIndex, { after: idOf("d"), limit: 3 })).toEqual([]);
    expect(ids(await store.jobs.list(sampleIndex, { after: null, limit: 9 }))).toEqual(["sample:a", "sample:z"]);
  });

  test("counts what waits, what is held and what is scheduled", async (store) => {
    expect(await store.jobs.count(taskIndex, NOW)).toEqual({ due: 0, delayed: 0, held: 0, schedules: 0, oldestDueAt: null });
    await commitJobs(store, job("a", { dueAt: time(5) }), job("b", { dueAt: time(3), priority: -1 }), job("c", { dueAt: time(1), priority: 1 }), job("d", { dueAt: time(101) }));
    await commitJobs(store, job("e", { isSchedule: true }), job("f", { isSchedule: true, dueAt: time(900) }), waiting(sample("a")), job("g", { dueAt: NOW }));
    await claim(store, "t", { limit: 1 });
    await claim(store, "u", { schedules: true });
    expect(await store.jobs.count(taskIndex, NOW)).toEqual({ due: 3, delayed: 1, held: 1, schedules: 2, oldestDueAt: time(3) });
    expect(await store.jobs.count(taskIndex, time(2))).toEqual({ due: 0, delayed: 4, held: 1, schedules: 2, oldestDueAt: null });
    expect(await store.jobs.count(taskIndex, LEASE_END)).toMatchObject({ due: 4, held: 1 });
    expect(await store.jobs.count(sampleIndex, NOW)).toMatchObject({ due: 1, held: 0 });
  });

  test("adds rows that are missing, and leaves those that are there", async (store) => {
    await commitJobs(store, job("there"), task("missing"));
    await claim(store, "t");
    const rows = [restored("there"), restored("missing")];
    expect(await store.jobs.restore(taskIndex, rows)).toBe(1);
    expect(await store.jobs.restore(taskIndex, rows)).toBe(0);
    expect(await store.jobs.restore(taskIndex, [])).toBe(0);
    expect(await store.jobs.read([idOf("there")])).toMatchObject([{ etag: job("there").etag, priority: 0, hold: { token: "t" } }]);
    expect(await store.jobs.read([idOf("missing")])).toMatchObject([{ etag: "restored-missing", priority: 8, hold: null, isCancelled: false }]);
    expect(await claimNames(store, "u")).toEqual(["missing"]);
    expect(await shownStates(store)).toEqual({ there: "running", missing: "running" });
  });

  test("shows as pending what was copied while it was held, and is restored", async (store) => {
    await commitJobs(store, job("a"));
    await claim(store, "t");
    const dumps = await store.archive.dump(taskIndex, { after: null, limit: 9, payload: true });
    await store.archive.drop(taskIndex, [idOf("a")]);
    await store.archive.restore(taskIndex, dumps);
    expect(await shownStates(store)).toEqual({ a: "running" });
    expect(await store.jobs.restore(taskIndex, [restored("a")])).toBe(1);
    expect(await shownStates(store)).toEqual({ a: "pending" });
  });

  test("drops rows, whoever holds them, with what they have logged", async (store) => {
    await commitJobs(store, job("held"), job("free"), job("other"));
    await claim(store, "t", { only: [idOf("held")] });
    await store.jobs.appendLog(idOf("held"), "t", "line");
    await store.jobs.drop(["held", "never", "free"].map(idOf));
    await store.jobs.drop([]);
    expect((await store.jobs.list(taskIndex, { after: null, limit: 9 })).map(nameOf)).toEqual(["other"]);
    expect(await store.jobs.readLog(idOf("held"), { after: 0, limit: 9 })).toEqual([]);
    expect(await store.jobs.renew([{ resourceId: idOf("held"), token: "t", leaseUntil: LEASE_END, record: null }])).toEqual(["lost"]);
  });

  test("stay as they are when their resources are restored, and go when these are dropped", async (store) => {
    await commitJobs(store, job("a"), job("b"));
    await claim(store, "t");
    await store.jobs.appendLog(idOf("b"), "t", "line");
    const dumps = await store.archive.dump(taskIndex, { after: null, limit: 9, payload: true });
    await store.archive.restore(taskIndex, dumps);
    expect(await store.jobs.read(["a", "b"].map(idOf))).toMatchObject([{ hold: { token: "t" } }, { hold: { token: "t" } }]);
    await store.archive.drop(taskIndex, [idOf("b")]);
    expect((await store.jobs.list(taskIndex, { after: null, limit: 9 })).map(nameOf)).toEqual(["a"]);
    expect(await store.jobs.readLog(idOf("b"), { after: 0, limit: 9 })).toEqual([]);
  });
}
