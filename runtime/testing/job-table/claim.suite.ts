import { expect } from "vitest";
import { sampleIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { commit, next, sample, time } from "../scripted-writes.js";
import { claim, claimNames, commitJobs, idOf, job, LEASE_END, NEW_RECORD, newRow, NOW, waiting } from "./scripted-jobs.js";

/** Who gets which jobs. */
export function claimSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("takes the highest priority first, then the oldest, then the lowest id", async (store) => {
    await commitJobs(store, job("d", { dueAt: time(1) }), job("c"), job("b", { dueAt: time(1) }), job("a", { dueAt: time(2) }));
    await commitJobs(store, job("low", { priority: -100 }), job("high", { priority: 100, dueAt: time(9) }), job("higher", { priority: 100, dueAt: time(8) }));
    expect(await claimNames(store, "t")).toEqual(["higher", "high", "c", "b", "d", "a", "low"]);
    expect(await claimNames(store, "u")).toEqual([]);
  });

  test("takes no more than the limit, and the next ones the next time", async (store) => {
    await commitJobs(store, job("a"), job("b"), job("c"));
    expect(await claimNames(store, "t", { limit: 2 })).toEqual(["a", "b"]);
    expect(await claimNames(store, "u", { limit: 2 })).toEqual(["c"]);
  });

  test("tells all of a row, as it is once it is held", async (store) => {
    const write = job("a", { priority: 7, dueAt: time(3), concurrencyKey: "k", concurrency: 2, record: `{"x":"it's ünïcode"}` });
    await commitJobs(store, write);
    expect(await claim(store, "t")).toMatchObject([
      {
        ...newRow(idOf("a"), { priority: 7, dueAt: time(3), concurrencyKey: "k", concurrency: 2, record: `{"x":"it's ünïcode"}` }),
        etag: write.etag,
        hold: { token: "t", leaseUntil: LEASE_END },
        isCancelled: false,
        wasLost: false,
      },
    ]);
  });

  test("takes nothing before it may start, whatever its priority", async (store) => {
    await commitJobs(store, job("later", { priority: 9, dueAt: time(101) }), job("due", { dueAt: NOW }));
    expect(await claimNames(store, "t")).toEqual(["due"]);
    expect(await claimNames(store, "u", { now: time(101) })).toEqual(["later"]);
  });

  test("takes those of the model alone", async (store) => {
    const other = waiting(sample("a"));
    await commitJobs(store, job("a"), other);
    expect(await claimNames(store, "t")).toEqual(["a"]);
    const request = { token: "u", now: NOW, leaseUntil: LEASE_END, limit: 9, schedules: false };
    expect(await store.jobs.claim(sampleIndex, request)).toMatchObject([{ resourceId: "sample:a", etag: other.etag }]);
  });

  test("takes schedules, or everything but them", async (store) => {
    await commitJobs(store, job("job"), job("schedule", { isSchedule: true }), job("later", { isSchedule: true, dueAt: time(101) }));
    expect(await claimNames(store, "t", { schedules: true })).toEqual(["schedule"]);
    expect(await claimNames(store, "u")).toEqual(["job"]);
  });

  test("takes only those it is given, and passes over what is not there", async (store) => {
    await commitJobs(store, job("a"), job("b"), job("c", { priority: 1 }), job("later", { dueAt: time(101) }), waiting(sample("a")));
    const only = ["never", "b", "c", "later", "b"].map(idOf);
    expect(await claimNames(store, "t", { only: [...only, "sample:a"] })).toEqual(["c", "b"]);
    expect(await claimNames(store, "u", { only: [] })).toEqual([]);
    expect(await claimNames(store, "v", { only, limit: 1, now: time(101) })).toEqual(["later"]);
  });

  test("takes those that may not start yet as well for those who end them, and looks at no key, but at holds", async (store) => {
    await commitJobs(store, job("held", { concurrencyKey: "k" }), job("same", { concurrencyKey: "k" }), job("later", { dueAt: time(500), priority: 1 }));
    expect(await claimNames(store, "t", { only: [idOf("held")] })).toEqual(["held"]);
    expect(await claimNames(store, "u")).toEqual([]);
    expect(await claimNames(store, "v", { early: true, only: ["held", "same"].map(idOf) })).toEqual(["same"]);
    expect(await claimNames(store, "w", { early: true })).toEqual(["later"]);
  });

  test("takes those with any text for a key or a token", async (store) => {
    const odd = `o'k "\\ %_ 😀`;
    await commitJobs(store, job("a", { concurrencyKey: odd }), job("b", { concurrencyKey: odd }));
    expect(await claim(store, odd)).toMatchObject([{ concurrencyKey: odd, hold: { token: odd } }]);
    expect(await store.jobs.renew([{ resourceId: idOf("a"), token: odd, leaseUntil: time(300), record: null }])).toEqual(["held"]);
  });

  test("takes a job whose resource has been written again as it is then", async (store) => {
    const first = job("a");
    const second = waiting(next(first, "update"), { priority: 3, record: `{"again":1}` });
    await commitJobs(store, first);
    expect(await commit(store, second)).toEqual({ kind: "committed" });
    expect(await claim(store, "t")).toMatchObject([{ etag: second.etag, priority: 3, record: `{"again":1}` }]);
    expect((await store.jobs.read([idOf("a")])).map(({ record }) => record)).not.toContain(NEW_RECORD);
  });
}
