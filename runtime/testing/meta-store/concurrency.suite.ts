import { expect } from "vitest";
import type { CommitOutcome } from "../../stores/meta-store.js";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, next, specimen, type ScriptedWrite } from "../scripted-writes.js";

const kinds = (outcomes: readonly CommitOutcome[]) => outcomes.map(({ kind }) => kind);

/** Commits that are under way together. */
export function concurrencySuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("commits many units at once, each on its own", async (store) => {
    const names = Array.from({ length: 200 }, (_, at) => `n${at}`);
    const outcomes = await Promise.all(names.map((name) => commit(store, specimen(name))));
    expect(new Set(kinds(outcomes))).toEqual(new Set(["committed"]));
    expect(await store.count(specimenIndex, null, false)).toBe(200);
    const changes = await store.listChanges({ since: 0, limit: 1000 });
    expect(new Set(changes.map(({ seq }) => seq)).size).toBe(200);
    expect(changes.map(({ resourceId }) => resourceId)).toEqual(names.map((name) => `specimen:${name}`));
  });

  test("lets exactly the first of many writes to one state through", async (store) => {
    const first = specimen("a");
    await commitAll(store, [first]);
    const rivals = Array.from({ length: 50 }, (_, size) => next(first, "update", { size }));
    const outcomes = await Promise.all(rivals.map((write) => commit(store, write)));
    expect(kinds(outcomes)).toEqual(["committed", ...Array.from({ length: 49 }, () => "conflict")]);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta.indexedData["size"]).toBe(0);
  });

  test("applies units in the order of their arrival", async (store) => {
    const writes: ScriptedWrite[] = [specimen("a")];
    for (let size = 1; size < 100; size++) writes.push(next(writes.at(-1) ?? specimen("a"), "update", { size }));
    const outcomes = await Promise.all(writes.map((write) => commit(store, write)));
    expect(new Set(kinds(outcomes))).toEqual(new Set(["committed"]));
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta.totalRevisionCount).toBe(100);
  });

  test("a refused unit fails alone among its neighbours", async (store) => {
    const taken = specimen("taken", { email: "x@example.org" });
    await commitAll(store, [taken]);
    const outcomes = await Promise.all([
      commit(store, specimen("a")),
      commit(store, specimen("taken")),
      commit(store, specimen("b"), specimen("c", { email: "x@example.org" })),
      commit(store, next(taken, "update", { email: "y@example.org" })),
      commit(store, specimen("d", { email: "x@example.org" })),
      commit(store, next(taken, "update")),
      commit(store, specimen("e")),
    ]);
    expect(outcomes).toEqual([
      { kind: "committed" },
      { kind: "duplicate", write: 0 },
      { kind: "unique", write: 1, fields: ["email"] },
      { kind: "committed" },
      { kind: "committed" },
      { kind: "conflict", write: 0 },
      { kind: "committed" },
    ]);
    const there = await Promise.all(["a", "b", "c", "d", "e"].map((name) => store.readMeta(specimenIndex, `specimen:${name}`)));
    expect(there.map((stored) => stored !== undefined)).toEqual([true, false, false, true, true]);
  });

  test("shows a unit whole or not at all while others read", async (store) => {
    const pairs = Array.from({ length: 20 }, (_, at) => [specimen(`l${at}`, { size: at }), specimen(`r${at}`, { size: at })] as const);
    const counts: Promise<number>[] = [];
    const commits = pairs.map((pair) => {
      counts.push(store.count(specimenIndex, null, false));
      return commit(store, ...pair);
    });
    await Promise.all(commits);
    expect((await Promise.all(counts)).filter((count) => count % 2 !== 0)).toEqual([]);
    expect(await store.count(specimenIndex, null, false)).toBe(40);
  });

  test("an acknowledged write is seen by every read that follows", async (store) => {
    let write = specimen("a", { size: 0 });
    await commitAll(store, [write]);
    for (let size = 1; size <= 20; size++) {
      write = next(write, "update", { size });
      await commitAll(store, [write]);
      expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta.indexedData["size"]).toBe(size);
    }
  });
}
