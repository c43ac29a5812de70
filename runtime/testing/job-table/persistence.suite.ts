import { expect, it } from "vitest";
import { taskIndex } from "../conformance-models.js";
import type { NewPlace } from "../open-store.js";
import type { PlainStore } from "../plain-store.js";
import { time } from "../scripted-writes.js";
import { claim, claimNames, commitJobs, ending, idOf, job, LEASE_END, NOW, release, shownStates } from "./scripted-jobs.js";

/** What is known of jobs after the store was closed and opened again. */
export function persistenceSuite(newPlace: NewPlace<PlainStore>): void {
  it("still knows what waits, who holds the others and what they have logged", async () => {
    const open = await newPlace();
    const before = await open();
    await fill(before.store);
    const known = await look(before.store);
    await before.close();

    const { store, close } = await open();
    try {
      expect(await look(store)).toEqual(known);
      expect(known.shown).toEqual({ ended: "completed", held: "running", given: "pending", sent: "pending" });
      expect(await claimNames(store, "u", { now: LEASE_END, leaseUntil: time(300) })).toEqual(["sent", "held"]);
    } finally {
      await close();
    }
  });
}

async function fill(store: PlainStore): Promise<void> {
  const ended = job("ended");
  await commitJobs(store, ended, job("held", { priority: -1 }), job("given"));
  await claim(store, "t");
  for (const text of ["one", "two"]) await store.jobs.appendLog(idOf("held"), "t", text);
  await store.jobs.renew([{ resourceId: idOf("held"), token: "t", leaseUntil: LEASE_END, record: `{"p":1}` }]);
  await store.jobs.requestCancel(idOf("held"));
  await release(store, "given", "t", { dueAt: time(900) });
  await commitJobs(store, ending(ended, "t"), job("sent"));
  await store.jobs.takeUnsent(taskIndex, { now: NOW, sentUntil: LEASE_END, limit: 9 });
}

async function look(store: PlainStore) {
  const rows = await store.jobs.list(taskIndex, { after: null, limit: 9 });
  const log = await store.jobs.readLog(idOf("held"), { after: 0, limit: 9 });
  const unsent = await store.jobs.takeUnsent(taskIndex, { now: NOW, sentUntil: LEASE_END, limit: 9 });
  return { rows, log, unsent, shown: await shownStates(store), counts: await store.jobs.count(taskIndex, NOW) };
}
