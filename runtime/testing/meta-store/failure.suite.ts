import { expect, it } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, next, specimen, time } from "../scripted-writes.js";

/** What goes wrong, and what stays right meanwhile. */
export function failureSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("answers a ping", async (store) => {
    await expect(store.ping()).resolves.toBeUndefined();
  });

  test("rejects a unit that the back end can't take, alone and without trace", async (store) => {
    const first = specimen("a", { size: 1 });
    await commitAll(store, [first]);
    // Made from another past: the state is as expected, but the number of its revision is taken.
    const impossible = { ...next(first, "update"), revision: first.revision };
    const results = await Promise.allSettled([
      commit(store, specimen("b")),
      commit(store, specimen("c"), impossible),
      commit(store, specimen("d")),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: first.meta, etag: first.etag });
    const there = await Promise.all(["b", "c", "d"].map((name) => store.readMeta(specimenIndex, `specimen:${name}`)));
    expect(there.map((stored) => stored !== undefined)).toEqual([true, false, true]);
    expect(await store.listChanges({ since: 0, limit: 10 })).toHaveLength(3);
    expect(await commit(store, next(first, "update"))).toEqual({ kind: "committed" });
  });

  it("finishes what it accepted before it closes", async () => {
    const { store, close } = await open();
    const outcomes = Array.from({ length: 20 }, (_, at) => commit(store, specimen(`n${at}`)));
    await close();
    expect(new Set((await Promise.all(outcomes)).map(({ kind }) => kind))).toEqual(new Set(["committed"]));
  });

  it("rejects every call once it is closed", async () => {
    const { store, close } = await open();
    await commitAll(store, [specimen("a")]);
    await close();
    const query = { where: null, orderBy: [{ field: "resourceId", direction: "asc" }], after: null, limit: 1, offset: 0, includeDeleted: false } as const;
    const calls = [
      () => commit(store, specimen("b")),
      () => store.readMeta(specimenIndex, "specimen:a"),
      () => store.readRevision(specimenIndex, "specimen:a", 1, { payload: true }),
      () => store.listRevisions(specimenIndex, "specimen:a", { before: null, limit: 1 }),
      () => store.search(specimenIndex, query, { payload: true }),
      () => store.count(specimenIndex, null, false),
      () => store.listChanges({ since: 0, limit: 1 }),
      () => store.listChangeset("one"),
      () => store.readChangeAt(specimenIndex, "specimen:a", time(0)),
      () => store.listReferrers(specimenIndex, "specimen:a", { after: null, limit: 1 }),
      () => store.listUnused(["f"]),
      () => store.receipts.sweep(time(0)),
      () => store.receipts.finish({ key: "k", token: "t", answer: "" }),
      () => store.ping(),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow();
  });
}
