import { expect } from "vitest";
import { sampleIndex, taskIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { next, sample, time } from "../scripted-writes.js";
import { claim, commitJobs, idOf, job, LEASE_END, nameOf, NOW, release, waiting } from "./scripted-jobs.js";

async function take(store: PlainStore, seconds = 100, limit = 100): Promise<string[]> {
  const taken = await store.jobs.takeUnsent(taskIndex, { now: time(seconds), sentUntil: time(seconds + 60), limit });
  return taken.map(nameOf);
}

/** Who takes which jobs to a queue. */
export function unsentSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("are taken in the order of a claim, as many as were asked for", async (store) => {
    await commitJobs(store, job("b", { dueAt: time(1) }), job("c", { dueAt: time(1) }), job("a", { dueAt: time(2) }), job("first", { priority: 1, dueAt: time(3) }));
    const [first] = await store.jobs.takeUnsent(taskIndex, { now: NOW, sentUntil: LEASE_END, limit: 1 });
    expect(first).toMatchObject({ resourceId: idOf("first"), priority: 1, dueAt: time(3) });
    expect(await take(store, 100, 2)).toEqual(["b", "c"]);
    expect(await take(store)).toEqual(["a"]);
  });

  test("are nobody else's until their time is over", async (store) => {
    await commitJobs(store, job("a", { dueAt: time(4) }), job("late", { dueAt: time(110) }));
    expect(await take(store)).toEqual(["a"]);
    expect(await take(store)).toEqual([]);
    expect(await take(store, 120)).toEqual(["late"]);
    await commitJobs(store, job("new"));
    expect(await take(store, 160)).toEqual(["new", "a"]);
  });

  test("are not those of others, that are held, can't start yet, or are schedules", async (store) => {
    await commitJobs(store, job("held"), job("later", { dueAt: time(101), priority: 5 }), job("schedule", { isSchedule: true }), waiting(sample("a")));
    await claim(store, "t");
    expect(await take(store)).toEqual([]);
    expect(await take(store, 150)).toEqual(["later"]);
    const taken = await store.jobs.takeUnsent(sampleIndex, { now: NOW, sentUntil: LEASE_END, limit: 9 });
    expect(taken.map(({ resourceId }) => resourceId)).toEqual(["sample:a"]);
  });

  test("are those whose holder has lost them, too", async (store) => {
    await commitJobs(store, job("a"), job("b", { priority: 1 }));
    await claim(store, "t", { only: [idOf("a")] });
    expect(await take(store, 199)).toEqual(["b"]);
    expect(await take(store, 200)).toEqual(["a"]);
    expect(await take(store, 201)).toEqual([]);
    expect(await take(store, 300)).toEqual(["b", "a"]);
    expect(await store.jobs.renew([{ resourceId: idOf("a"), token: "t", leaseUntil: time(400), record: null }])).toEqual(["held"]);
    expect(await take(store, 370)).toEqual(["b"]);
  });

  test("are left alone for as long as it is known that they have arrived", async (store) => {
    await commitJobs(store, job("a"), job("b", { dueAt: time(1) }), job("held", { dueAt: time(2) }));
    expect(await take(store)).toEqual(["a", "b", "held"]);
    await claim(store, "t", { only: [idOf("held")] });
    await store.jobs.noteSent([idOf("a"), idOf("held"), idOf("gone")], time(1000));
    expect(await take(store, 160)).toEqual(["b"]);
    expect(await take(store, 200)).toEqual(["held"]);
    expect(await take(store, 1000)).toEqual(["a", "b", "held"]);
    await claim(store, "u", { only: [idOf("a")] });
    await release(store, "a", "u");
    expect(await take(store, 1000)).toEqual(["a"]);
  });

  test("can be claimed as any other", async (store) => {
    await commitJobs(store, job("a"), job("b", { dueAt: time(1) }), job("c", { dueAt: time(2) }));
    expect(await take(store, 100, 2)).toEqual(["a", "b"]);
    expect((await claim(store, "t")).map(nameOf)).toEqual(["a", "b", "c"]);
  });

  test("are unsent again after a claim, a release and a write", async (store) => {
    const [a, b] = [job("a"), job("b")];
    await commitJobs(store, a, b);
    expect(await take(store)).toEqual(["a", "b"]);
    await claim(store, "t", { only: [idOf("a")] });
    expect(await take(store)).toEqual([]);
    await release(store, "a", "t");
    expect(await take(store)).toEqual(["a"]);
    await commitJobs(store, waiting(next(b, "update")));
    expect(await take(store)).toEqual(["b"]);
  });

  test("are sent once among many who ask at the same time", async (store) => {
    await commitJobs(store, ...Array.from({ length: 40 }, (_, n) => job(`n${n}`)));
    const taken = (await Promise.all(Array.from({ length: 10 }, () => take(store, 100, 7)))).flat();
    expect(taken).toHaveLength(40);
    expect(new Set(taken).size).toBe(40);
  });
}
