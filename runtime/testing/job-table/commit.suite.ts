import { expect } from "vitest";
import { taskIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import type { PlainStore, PlainWrite } from "../plain-store.js";
import { commit, commitWith, modify, next, refersTo, task, time } from "../scripted-writes.js";
import { claim, claimNames, commitJobs, ending, idOf, job, LEASE_END, NEW_RECORD, purging, release, waiting } from "./scripted-jobs.js";

const COMMITTED = { kind: "committed" };
const CONFLICT = { kind: "conflict", write: 0 };

/** What writes make of rows, and rows of writes. */
export function commitSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("puts a row in the place of what was known of the job", async (store) => {
    const first = job("a", { priority: 5, concurrencyKey: "k", record: `{"old":1}` });
    const second = waiting(next(first, "update"), { dueAt: time(7), isSchedule: true });
    await commitJobs(store, first, second);
    const expected = { resourceId: idOf("a"), etag: second.etag, priority: 0, dueAt: time(7), isSchedule: true, concurrencyKey: null, concurrency: 1 };
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ ...expected, hold: null, isCancelled: false, record: NEW_RECORD }]);
  });

  test("removes the row of a job that has ended, or is gone, held or not", async (store) => {
    const [held, free, purged] = [job("held"), job("free"), job("purged")];
    await commitJobs(store, held, free, purged);
    expect(await claimNames(store, "t", { only: ["held", "purged"].map(idOf) })).toEqual(["held", "purged"]);
    expect(await commit(store, ending(held, "t"), ending(free, null), purging(purged, "t"))).toEqual(COMMITTED);
    expect(await store.jobs.read(["held", "free", "purged"].map(idOf))).toEqual([]);
    expect(await store.readMeta(taskIndex, idOf("purged"))).toBeUndefined();
  });

  test("makes a row again when a job that has ended waits once more", async (store) => {
    const first = job("a");
    const last = ending(first, null);
    const again = waiting(next(last, "update", { state: "pending" }));
    await commitJobs(store, first, last, again);
    expect(await claim(store, "t")).toMatchObject([{ etag: again.etag, wasLost: false }]);
  });

  test("takes the end of a job that has no row for what it is", async (store) => {
    const plain = task("a");
    expect(await commit(store, { ...plain, job: { kind: "end", token: null } })).toEqual(COMMITTED);
    expect(await commit(store, ending(plain, "t"))).toEqual(CONFLICT);
    expect(await commit(store, ending(plain, null))).toEqual(COMMITTED);
  });

  test("leaves the row as it is for a write that says nothing of it", async (store) => {
    const first = job("a");
    await commitJobs(store, first);
    await claim(store, "t");
    expect(await commit(store, next(first, "update"))).toEqual(COMMITTED);
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ etag: first.etag, hold: { token: "t" } }]);
  });

  test("refuses writes that are not the holder's, also when its lease is over, and writes nothing of them", async (store) => {
    const first = job("a");
    await commitJobs(store, first);
    await claim(store, "t");
    const writes: readonly PlainWrite[] = [waiting(next(first, "update")), ending(first, null), ending(first, "u"), purging(first, null), purging(first, "u")];
    for (const write of writes) expect(await commit(store, write)).toEqual(CONFLICT);
    await expectUntouched(store, first.etag);
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ etag: first.etag, hold: { token: "t", leaseUntil: LEASE_END } }]);
    expect(await release(store, "a", "t")).toBe(true);
    expect(await commit(store, ending(first, "t"))).toEqual(CONFLICT);
    expect(await commit(store, waiting(next(first, "update")))).toEqual(COMMITTED);
  });

  test("refuses the holder's write when the resource has moved on", async (store) => {
    const first = job("a");
    await commitJobs(store, first);
    await claim(store, "t");
    expect(await commit(store, next(first, "update"))).toEqual(COMMITTED);
    expect(await commit(store, ending(first, "t"))).toEqual(CONFLICT);
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ hold: { token: "t" } }]);
  });

  test("forgets what a job has logged when it waits anew, and with a write that is refused nothing", async (store) => {
    const [first, other] = [job("a"), job("b")];
    const read = async (name: string) => (await store.jobs.readLog(idOf(name), { after: 0, limit: 9 })).map(({ text }) => text);
    await commitJobs(store, first, other);
    await claim(store, "t");
    for (const name of ["a", "b"]) await store.jobs.appendLog(idOf(name), "t", "old");
    const last = ending(first, "t");
    await commitJobs(store, last);
    const again = waiting(next(last, "update", { state: "pending" }));
    expect(await commitWith(store, { dryRun: true }, again)).toEqual(COMMITTED);
    expect(await commit(store, again, waiting(next(other, "update")))).toEqual({ kind: "conflict", write: 1 });
    expect(await read("a")).toEqual(["old"]);
    await commitJobs(store, again);
    expect([await read("a"), await read("b")]).toEqual([[], ["old"]]);
    await claim(store, "u");
    await store.jobs.appendLog(idOf("a"), "u", "new");
    expect(await read("a")).toEqual(["new"]);
  });

  test("a unit is all or nothing, with its rows", async (store) => {
    const [held, free] = [job("held"), job("free", { priority: 1 })];
    await commitJobs(store, held, free);
    await claim(store, "t", { only: [idOf("held")] });
    const more = [waiting(next(free, "update"), { priority: 2 }), job("new"), ending(held, "u")];
    expect(await commit(store, ...more)).toEqual({ kind: "conflict", write: 2 });
    expect(await commit(store, ending(held, "t"), job("new"), job("free"))).toEqual({ kind: "duplicate", write: 2 });
    expect(await store.jobs.read(["held", "free", "new"].map(idOf))).toHaveLength(2);
    expect(await store.jobs.read([idOf("free")])).toMatchObject([{ priority: 1, etag: free.etag }]);
    expect(await store.jobs.read([idOf("held")])).toMatchObject([{ hold: { token: "t" } }]);
    expect(await store.listChanges({ since: 0, limit: 9 })).toHaveLength(2);
  });

  test("sees what the writes before it in the unit have left", async (store) => {
    const first = job("a");
    const last = ending(first, null);
    expect(await commit(store, first, last, waiting(next(last, "update", { state: "pending" }), { priority: 4 }))).toEqual(COMMITTED);
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ priority: 4 }]);
    expect(await commit(store, job("b"), ending(job("b"), null), ending(ending(job("b"), null), "t"))).toEqual({ kind: "conflict", write: 2 });
    expect(await store.jobs.read([idOf("b")])).toEqual([]);
    expect(await store.readMeta(taskIndex, idOf("b"))).toBeUndefined();
  });

  test("a dry run tells how it would end, and leaves every row as it is", async (store) => {
    const [held, free] = [job("held"), job("free")];
    await commitJobs(store, held, free);
    await claim(store, "t", { only: [idOf("held")] });
    const dryRuns: readonly (readonly [PlainWrite, object])[] = [
      [job("new"), COMMITTED],
      [ending(held, "t"), COMMITTED],
      [purging(held, "t"), COMMITTED],
      [waiting(next(free, "update"), { priority: 3 }), COMMITTED],
      [waiting(next(held, "update")), CONFLICT],
      [ending(free, "t"), CONFLICT],
    ];
    for (const [write, outcome] of dryRuns) expect(await commitWith(store, { dryRun: true }, write)).toEqual(outcome);
    expect(await store.jobs.read([idOf("new")])).toEqual([]);
    expect(await store.jobs.read([idOf("held")])).toMatchObject([{ etag: held.etag, hold: { token: "t" } }]);
    expect(await store.jobs.read([idOf("free")])).toMatchObject([{ etag: free.etag, priority: 0, hold: null }]);
  });

  test("tells of the hold before it tells of a broken reference", async (store) => {
    const first = job("a");
    await commitJobs(store, first);
    await claim(store, "t");
    const broken = { references: [refersTo(task("never"))] };
    expect(await commit(store, waiting(next(first, "update", {}, broken)))).toEqual(CONFLICT);
    expect(await commit(store, { ...next(first, "update", {}, broken), job: { kind: "end", token: "t" } })).toMatchObject({ kind: "missing", write: 0 });
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ hold: { token: "t" } }]);
  });

  test("goes along with every kind of write", async (store) => {
    const draft = waiting(task("a", { status: "draft" }));
    const modified = waiting(modify(draft, {}, { uid: "second" }), { priority: 6 });
    await commitJobs(store, draft, modified);
    expect(await store.jobs.read([idOf("a")])).toMatchObject([{ priority: 6, etag: modified.etag }]);
    expect(await commit(store, { ...next(modified, "delete"), job: { kind: "end", token: null } })).toEqual(COMMITTED);
    expect(await store.jobs.read([idOf("a")])).toEqual([]);
  });

  test("forgets what a job has logged with a purge, and not with its end", async (store) => {
    const [purged, ended] = [job("purged"), job("ended")];
    await commitJobs(store, purged, ended);
    await claim(store, "t");
    for (const name of ["purged", "ended"]) expect(await store.jobs.appendLog(idOf(name), "t", "line")).toBe(true);
    expect(await commitWith(store, { dryRun: true }, purging(purged, "t"))).toEqual(COMMITTED);
    expect(await store.jobs.readLog(idOf("purged"), { after: 0, limit: 9 })).toHaveLength(1);
    const again = waiting(task("purged", { uid: "again" }));
    expect(await commit(store, purging(purged, "t"), again, ending(ended, "t"))).toEqual(COMMITTED);
    expect(await store.jobs.read([idOf("purged")])).toMatchObject([{ etag: again.etag, hold: null }]);
    expect(await store.jobs.readLog(idOf("purged"), { after: 0, limit: 9 })).toEqual([]);
    expect(await store.jobs.readLog(idOf("ended"), { after: 0, limit: 9 })).toEqual([{ n: 1, text: "line" }]);
  });
}

async function expectUntouched(store: PlainStore, etag: string): Promise<void> {
  expect(await store.readMeta(taskIndex, idOf("a"))).toMatchObject({ etag, meta: { totalRevisionCount: 1 } });
  expect(await store.listRevisions(taskIndex, idOf("a"), { before: null, limit: 9 })).toHaveLength(1);
  expect(await store.listChanges({ since: 0, limit: 9 })).toHaveLength(1);
}
