import { expect } from "vitest";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { commit, time } from "../scripted-writes.js";
import { claim, claimNames, commitJobs, ending, idOf, job, LEASE_END, NEW_RECORD, release } from "./scripted-jobs.js";

const renewal = (name: string, token: string, record: string | null = null) => ({ resourceId: idOf(name), token, leaseUntil: time(300), record });

/** Who has a job, and for how long. */
export function leaseSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("gives a job to another once its lease is over, and says so", async (store) => {
    await commitJobs(store, job("a"));
    expect(await claim(store, "t")).toMatchObject([{ wasLost: false }]);
    expect(await claim(store, "u", { now: time(199.999) })).toEqual([]);
    const taken = await claim(store, "u", { now: LEASE_END, leaseUntil: time(400) });
    expect(taken).toMatchObject([{ resourceId: idOf("a"), hold: { token: "u", leaseUntil: time(400) }, wasLost: true }]);
  });

  test("gives those that were lost their place among the others", async (store) => {
    await commitJobs(store, job("lost", { dueAt: time(5) }), job("lostFirst", { priority: 2 }));
    await claim(store, "t");
    await commitJobs(store, job("older"), job("younger", { dueAt: time(6) }), job("first", { priority: 1 }));
    expect(await claimNames(store, "u", { now: LEASE_END, limit: 4 })).toEqual(["lostFirst", "first", "older", "lost"]);
    expect(await claimNames(store, "v", { now: LEASE_END, leaseUntil: time(400) })).toEqual(["lostFirst", "first", "older", "lost", "younger"]);
  });

  test("does not give one that was lost before its holder's time, even if it was not due", async (store) => {
    await commitJobs(store, job("a", { dueAt: time(900) }));
    await claim(store, "t", { early: true });
    expect(await claimNames(store, "u", { now: time(199), early: true })).toEqual([]);
    expect(await claimNames(store, "u", { now: LEASE_END })).toEqual(["a"]);
  });

  test("renews in the order it is asked, and keeps what it is given", async (store) => {
    await commitJobs(store, job("a"), job("b"));
    await claim(store, "t");
    const renewals = [renewal("b", "t", `{"p":1}`), renewal("never", "t"), renewal("a", "other"), renewal("a", "t")];
    expect(await store.jobs.renew(renewals)).toEqual(["held", "lost", "lost", "held"]);
    expect(await store.jobs.renew([])).toEqual([]);
    expect(await claimNames(store, "u", { now: time(299) })).toEqual([]);
    const taken = await claim(store, "u", { now: time(300) });
    expect(taken).toMatchObject([{ resourceId: idOf("a"), record: NEW_RECORD }, { resourceId: idOf("b"), record: `{"p":1}` }]);
  });

  test("renews what is late, as long as nobody has taken it", async (store) => {
    await commitJobs(store, job("a"));
    await claim(store, "t", { leaseUntil: time(101) });
    expect(await store.jobs.renew([renewal("a", "t")])).toEqual(["held"]);
    expect(await claimNames(store, "u", { now: time(299) })).toEqual([]);
  });

  test("lets nothing through under an old token", async (store) => {
    const write = job("a");
    await commitJobs(store, write);
    await claim(store, "old");
    await claim(store, "new", { now: LEASE_END, leaseUntil: time(400) });
    expect(await store.jobs.renew([renewal("a", "old", `{"evil":1}`)])).toEqual(["lost"]);
    expect(await release(store, "a", "old")).toBe(false);
    expect(await store.jobs.appendLog(idOf("a"), "old", "late")).toBe(false);
    expect(await commit(store, ending(write, "old"))).toEqual({ kind: "conflict", write: 0 });
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ hold: { token: "new", leaseUntil: time(400) }, record: NEW_RECORD }]);
    expect(await store.jobs.readLog(idOf("a"), { after: 0, limit: 9 })).toEqual([]);
    expect(await commit(store, ending(write, "new"))).toEqual({ kind: "committed" });
  });

  test("gives a job back, to wait until its time with what is kept of it", async (store) => {
    await commitJobs(store, job("a"));
    await claim(store, "t");
    expect(await release(store, "a", "t", { dueAt: time(150), record: `{"n":1}` })).toBe(true);
    expect(await release(store, "a", "t")).toBe(false);
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ hold: null, dueAt: time(150), record: `{"n":1}`, isCancelled: false }]);
    expect(await claimNames(store, "u", { now: time(149) })).toEqual([]);
    expect(await claim(store, "u", { now: time(150) })).toMatchObject([{ dueAt: time(150), record: `{"n":1}`, wasLost: false }]);
  });

  test("tells a holder that its job is to be cancelled, and the next one", async (store) => {
    await commitJobs(store, job("a"), job("b"));
    expect(await store.jobs.requestCancel(idOf("a"))).toBe(false);
    expect(await store.jobs.requestCancel(idOf("never"))).toBe(false);
    expect(await claim(store, "t")).toMatchObject([{ isCancelled: false }, { isCancelled: false }]);
    expect(await store.jobs.requestCancel(idOf("a"))).toBe(true);
    expect(await store.jobs.requestCancel(idOf("a"))).toBe(true);
    expect(await store.jobs.renew([renewal("a", "t"), renewal("b", "t"), renewal("a", "u")])).toEqual(["cancelled", "held", "lost"]);
    expect(await claim(store, "u", { now: time(300) })).toMatchObject([{ isCancelled: true, wasLost: true }, { isCancelled: false }]);
  });

  test("forgets that a job was to be cancelled when it is given back", async (store) => {
    await commitJobs(store, job("a"));
    await claim(store, "t");
    await store.jobs.requestCancel(idOf("a"));
    expect(await release(store, "a", "t")).toBe(true);
    expect(await claim(store, "u")).toMatchObject([{ isCancelled: false }]);
  });
}
