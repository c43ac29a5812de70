import { expect } from "vitest";
import { taskIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { commit, next, time } from "../scripted-writes.js";
import { query } from "../searches.js";
import { claim, commitJobs, ending, idOf, job, LEASE_END, nameOf, release, shownStates, waiting } from "./scripted-jobs.js";

const inState = (state: string) => ({ kind: "compare", field: "state", op: "eq", value: state }) as const;

/** The indexed state of a job's resource. */
export function shownStateSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("is running while the job is held, for searches and counts", async (store) => {
    const [a, b] = [job("a"), job("b")];
    await commitJobs(store, a, b);
    await claim(store, "t", { only: [idOf("a")] });
    expect(await shownStates(store)).toEqual({ a: "running", b: "pending" });
    const found = await store.search(taskIndex, query({ where: inState("running") }), { payload: false });
    expect(found.map(({ meta }) => nameOf(meta))).toEqual(["a"]);
    expect(await store.count(taskIndex, inState("pending"), false)).toBe(1);
    expect(found[0]).toMatchObject({ etag: a.etag, meta: { ...a.meta, indexedData: { state: "running" } } });
  });

  test("is pending again when the job is given back", async (store) => {
    await commitJobs(store, job("a"));
    await claim(store, "t");
    expect(await release(store, "a", "u")).toBe(false);
    expect(await shownStates(store)).toEqual({ a: "running" });
    expect(await release(store, "a", "t", { dueAt: time(900) })).toBe(true);
    expect(await shownStates(store)).toEqual({ a: "pending" });
  });

  test("stays running when the lease is over, and when another takes it", async (store) => {
    await commitJobs(store, job("a"));
    await claim(store, "t");
    expect(await claim(store, "u", { now: LEASE_END })).toMatchObject([{ wasLost: true }]);
    expect(await shownStates(store)).toEqual({ a: "running" });
  });

  test("is what the write says when the job ends", async (store) => {
    const first = job("a");
    await commitJobs(store, first);
    await claim(store, "t");
    const last = ending(first, "t");
    expect(await commit(store, last)).toEqual({ kind: "committed" });
    expect(await shownStates(store)).toEqual({ a: "completed" });
    await commitJobs(store, waiting(next(last, "update", { state: "pending" })));
    expect(await shownStates(store)).toEqual({ a: "pending" });
  });

  test("is pending for a schedule, held or not", async (store) => {
    await commitJobs(store, job("a", { isSchedule: true }));
    expect(await claim(store, "t", { schedules: true })).toHaveLength(1);
    expect(await shownStates(store)).toEqual({ a: "pending" });
    expect(await release(store, "a", "t")).toBe(true);
    expect(await shownStates(store)).toEqual({ a: "pending" });
  });

  test("makes no revision and no change", async (store) => {
    const first = job("a");
    await commitJobs(store, first);
    await claim(store, "t");
    await release(store, "a", "t");
    expect(await store.readMeta(taskIndex, idOf("a"))).toEqual({ meta: first.meta, etag: first.etag });
    expect(await store.listChanges({ since: 0, limit: 9 })).toHaveLength(1);
  });
}
