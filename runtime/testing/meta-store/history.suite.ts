import { expect } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commitAll, next, specimen, switchTo, type ScriptedWrite } from "../scripted-writes.js";

/** The list of a resource's revisions, and the common log of changes. */
export function historySuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("lists revisions newest first, in pages", async (store) => {
    const writes = history("a", 12);
    await commitAll(store, [...writes, ...history("b", 2)]);
    const numbers = async (before: number | null, limit: number) =>
      (await store.listRevisions(specimenIndex, "specimen:a", { before, limit })).map(({ revisionId }) => Number(revisionId.split(":")[2]));
    expect(await numbers(null, 5)).toEqual([12, 11, 10, 9, 8]);
    expect(await numbers(8, 5)).toEqual([7, 6, 5, 4, 3]);
    expect(await numbers(3, 5)).toEqual([2, 1]);
    expect(await numbers(1, 5)).toEqual([]);
    expect(await numbers(100, 2)).toEqual([12, 11]);
    expect(await store.listRevisions(specimenIndex, "specimen:none", { before: null, limit: 5 })).toEqual([]);
  });

  test("lists every fact of every revision, of deleted resources too", async (store) => {
    const first = specimen("a", {}, { at: 1, by: "ann", reason: "first", status: "draft" });
    const deleted = next(first, "delete", {}, { at: 2, by: "bob" });
    const restored = next(deleted, "restore", {}, { at: 3, by: "eve", reason: "" });
    const back = switchTo(restored, first, { at: 4 });
    const branch = next(back, "update", {}, { at: 5, schemaVersion: "v2" });
    const removed = next(branch, "delete", {}, { at: 6 });
    const writes = [first, deleted, restored, back, branch, removed];
    await commitAll(store, writes);
    const infos = writes.flatMap(({ revision }) => revision?.info ?? []).reverse();
    expect(await store.listRevisions(specimenIndex, "specimen:a", { before: null, limit: 10 })).toEqual(infos);
  });

  test("logs one change per write, in the order of the commits", async (store) => {
    const first = specimen("a", {}, { at: 9, by: "ann", reason: "why", requestId: "req-1" });
    const second = next(first, "update", {}, { at: 1, by: "bob" });
    const writes = [first, second, switchTo(second, first, { at: 2 }), specimen("b", {}, { at: 0 })];
    await commitAll(store, writes);
    const changes = await store.listChanges({ since: 0, limit: 10 });
    const numbers = changes.map(({ seq }) => seq);
    expect(changes).toEqual(writes.map(({ change }, at) => Object.assign({ seq: numbers[at] }, change)));
    expect(numbers.every((seq, at) => seq > (numbers[at - 1] ?? 0))).toBe(true);
  });

  test("goes on with the log from any place in it", async (store) => {
    await commitAll(store, history("a", 5));
    const all = await store.listChanges({ since: 0, limit: 10 });
    const middle = all[1]?.seq ?? 0;
    expect(await store.listChanges({ since: middle, limit: 2 })).toEqual(all.slice(2, 4));
    expect(await store.listChanges({ since: middle, limit: 10 })).toEqual(all.slice(2));
    expect(await store.listChanges({ since: all.at(-1)?.seq ?? 0, limit: 10 })).toEqual([]);
    expect(await store.listChanges({ since: -1, limit: 1 })).toEqual(all.slice(0, 1));
  });

  test("logs nothing of a write that is refused", async (store) => {
    const first = specimen("a");
    await commitAll(store, [first]);
    await store.commit([first]);
    await store.commit([specimen("b"), first]);
    expect(await store.listChanges({ since: 0, limit: 10 })).toHaveLength(1);
  });
}

function history(name: string, length: number): ScriptedWrite[] {
  const writes = [specimen(name)];
  for (let n = 2; n <= length; n++) writes.push(next(writes[n - 2] ?? specimen(name), "update", { size: n }, { at: n }));
  return writes;
}
