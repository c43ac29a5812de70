import { expect } from "vitest";
import { sampleIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { commit, sample, time } from "../scripted-writes.js";
import { claimNames, commitJobs, ending, idOf, job, LEASE_END, NOW, release, waiting } from "./scripted-jobs.js";

const keyed = (name: string, concurrencyKey: string, concurrency = 1) => job(name, { concurrencyKey, concurrency });

/** How many of one concurrency key are held at a time. */
export function keysSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("takes no more of one key than its limit, within one claim and with what is held", async (store) => {
    await commitJobs(store, keyed("a1", "a", 2), keyed("a2", "a", 2), keyed("a3", "a", 2), keyed("b1", "b"), keyed("b2", "b"), job("free"));
    expect(await claimNames(store, "t", { limit: 1 })).toEqual(["a1"]);
    expect(await claimNames(store, "u")).toEqual(["a2", "b1", "free"]);
    expect(await claimNames(store, "v")).toEqual([]);
  });

  test("passes over those of a key that is full, however many they are", async (store) => {
    for (let n = 0; n < 30; n++) await commitJobs(store, job(`k${n}`, { concurrencyKey: "k", priority: 5 }));
    await commitJobs(store, job("other"));
    expect(await claimNames(store, "t", { limit: 2 })).toHaveLength(2);
    expect(await claimNames(store, "u", { limit: 2 })).toEqual([]);
  });

  test("takes the next of a key when one was given back, or has ended", async (store) => {
    const first = keyed("a1", "a");
    await commitJobs(store, first, keyed("a2", "a"), keyed("a3", "a"));
    await claimNames(store, "t");
    expect(await release(store, "a1", "t", { dueAt: time(1) })).toBe(true);
    expect(await claimNames(store, "u")).toEqual(["a2"]);
    expect(await release(store, "a2", "u", { dueAt: time(900) })).toBe(true);
    expect(await claimNames(store, "v", { only: [idOf("a1")] })).toEqual(["a1"]);
    expect(await commit(store, ending(first, "v"))).toEqual({ kind: "committed" });
    expect(await claimNames(store, "w")).toEqual(["a3"]);
  });

  test("does not count one whose lease is over", async (store) => {
    await commitJobs(store, job("a1", { concurrencyKey: "a", dueAt: time(2) }), job("a2", { concurrencyKey: "a", dueAt: time(50) }));
    expect(await claimNames(store, "t", { only: [idOf("a1")] })).toEqual(["a1"]);
    expect(await claimNames(store, "u", { now: time(199) })).toEqual([]);
    expect(await claimNames(store, "u", { now: LEASE_END, leaseUntil: time(400) })).toEqual(["a1"]);
    expect(await claimNames(store, "v", { now: time(400), only: [idOf("a2")], leaseUntil: time(500) })).toEqual(["a2"]);
    expect(await claimNames(store, "w", { now: time(400) })).toEqual([]);
  });

  test("counts the jobs of the model alone", async (store) => {
    await commitJobs(store, keyed("a", "k"), waiting(sample("a"), { concurrencyKey: "k" }));
    expect(await claimNames(store, "t")).toEqual(["a"]);
    const request = { token: "u", now: NOW, leaseUntil: LEASE_END, limit: 9, schedules: false };
    expect(await store.jobs.claim(sampleIndex, request)).toMatchObject([{ resourceId: "sample:a" }]);
  });

  test("goes by the limit of each job", async (store) => {
    await commitJobs(store, keyed("a", "k", 1), keyed("b", "k", 3), keyed("c", "k", 2), keyed("d", "k", 3));
    expect(await claimNames(store, "t")).toEqual(["a", "b", "d"]);
  });
}
