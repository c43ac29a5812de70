import { expect } from "vitest";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { commit } from "../scripted-writes.js";
import { claim, claimNames, commitJobs, ending, idOf, job, LEASE_END, nameOf, release } from "./scripted-jobs.js";

const times = (count: number) => Array.from({ length: count }, (_, n) => n);

/** Calls that are under way together. */
export function raceSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("never gives a job to two", async (store) => {
    await commitJobs(store, ...times(60).map((n) => job(`n${n}`)));
    const claimed = (await Promise.all(times(30).map((n) => claimNames(store, `t${n}`, { limit: 3 })))).flat();
    expect(claimed).toHaveLength(60);
    expect(new Set(claimed).size).toBe(60);
  });

  test("never gives one that was lost to two", async (store) => {
    await commitJobs(store, ...times(5).map((n) => job(`n${n}`)));
    await claim(store, "lost");
    const claimed = (await Promise.all(times(10).map((n) => claimNames(store, `t${n}`, { now: LEASE_END, leaseUntil: "2026-01-01T01:00:00.000Z", limit: 1 })))).flat();
    expect(claimed.toSorted()).toEqual(times(5).map((n) => `n${n}`));
  });

  test("never holds more of one key than its limit", async (store) => {
    await commitJobs(store, ...times(12).map((n) => job(`n${n}`, { concurrencyKey: "k", concurrency: 3 })));
    const claimed = (await Promise.all(times(12).map((n) => claimNames(store, `t${n}`, { limit: 2 })))).flat();
    expect(claimed).toHaveLength(3);
  });

  test("lets a job be ended, renewed or taken once its lease is over, and not by two", async (store) => {
    const jobs = times(10).map((n) => job(`n${n}`));
    await commitJobs(store, ...jobs);
    await claim(store, "old");
    const claims = claim(store, "new", { now: LEASE_END, limit: 5 });
    const ends = await Promise.all(jobs.map((write) => commit(store, ending(write, "old"))));
    const taken = new Set((await claims).map(nameOf));
    for (const [n, end] of ends.entries()) expect(end.kind).toBe(taken.has(`n${n}`) ? "conflict" : "committed");
  });

  test("gives back what was claimed meanwhile to nobody but its holder", async (store) => {
    await commitJobs(store, job("a"));
    await claim(store, "t");
    const released = await Promise.all(times(5).map(() => release(store, "a", "t")));
    expect(released.filter(Boolean)).toHaveLength(1);
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ hold: null }]);
  });
}
