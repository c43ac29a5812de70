import { expect } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { sampleIndex, specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, next, purge, sample, specimen, switchTo, time } from "../scripted-writes.js";

/** What was changed together, and what was current when. */
export function changesSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("lists the changes that were made together, oldest first", async (store) => {
    const first = specimen("a", {}, { changesetId: "one" });
    const writes = [first, sample("s", { changesetId: "one" }), next(first, "update", {}, { changesetId: "one" })];
    await commit(store, ...writes);
    await commitAll(store, [specimen("b"), specimen("c", {}, { changesetId: "two" })]);
    const changes = await store.listChanges({ since: 0, limit: 10 });
    expect(changes.map(({ changesetId }) => changesetId)).toEqual(["one", "one", "one", null, "two"]);
    expect(await store.listChangeset("one")).toEqual(changes.slice(0, 3));
    expect(await store.listChangeset("two")).toEqual(changes.slice(4));
    for (const id of ["", "null", "__proto__", "'"]) expect(await store.listChangeset(id)).toEqual([]);
    const infos = await store.listRevisions(specimenIndex, "specimen:a", { before: null, limit: 10 });
    expect(infos.map(({ changesetId }) => changesetId)).toEqual(["one", "one"]);
  });

  test("keeps the changeset of a resource that is purged later", async (store) => {
    const first = specimen("a", {}, { changesetId: "one" });
    await commitAll(store, [first, purge(first, { changesetId: "two" })]);
    expect(await store.listChangeset("one")).toMatchObject([{ resourceId: "specimen:a", op: "create", by: "", changesetId: "one" }]);
    expect(await store.listChangeset("two")).toMatchObject([{ resourceId: "specimen:a", op: "purge", by: "ann" }]);
  });

  test("finds the last change at an instant or before it", async (store) => {
    const first = specimen("a", {}, { at: 10 });
    const second = next(first, "update", {}, { at: 20 });
    const back = switchTo(second, first, { at: 30 });
    await commitAll(store, [specimen("b", {}, { at: 0 }), first, second, back, specimen("c", {}, { at: 40 })]);
    const changeAt = async (seconds: number) => (await store.readChangeAt(specimenIndex, "specimen:a", time(seconds)))?.op;
    expect(await changeAt(9.999)).toBeUndefined();
    expect(await Promise.all([10, 19.999, 20, 25, 30, 1000].map(changeAt))).toEqual(["create", "create", "update", "update", "switch", "switch"]);
    const changes = await store.listChanges({ since: 0, limit: 10 });
    expect(await store.readChangeAt(specimenIndex, "specimen:a", time(20))).toEqual(changes[2]);
    expect(await store.readChangeAt(specimenIndex, "specimen:never", time(20))).toBeUndefined();
    expect(await store.readChangeAt(sampleIndex, "specimen:a", time(20))).toBeUndefined();
  });

  test("finds the change of a resource before another one", async (store) => {
    const first = specimen("a");
    const second = next(first, "update", {});
    await commitAll(store, [first, specimen("b"), second]);
    const before = async (seq: number) => (await store.readChangeBefore(specimenIndex, "specimen:a", seq))?.seq;
    const [one, , three] = (await store.listChanges({ since: 0, limit: 10 })).map(({ seq }) => seq);
    expect(await before(Number.MAX_SAFE_INTEGER)).toBe(three);
    expect(await before(three ?? 0)).toBe(one);
    expect(await before(one ?? 0)).toBeUndefined();
    expect(await store.readChangeBefore(sampleIndex, "specimen:a", Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });

  test("goes by the order of the commits when clocks disagree", async (store) => {
    const first = specimen("a", {}, { at: 10 });
    const second = next(first, "update", {}, { at: 5 });
    const third = next(second, "update", {}, { at: 10 });
    await commitAll(store, [first, second, third]);
    const at = async (seconds: number) => (await store.readChangeAt(specimenIndex, "specimen:a", time(seconds)))?.revisionId;
    expect(await Promise.all([4, 5, 9, 10].map(at))).toEqual([undefined, "specimen:a:2", "specimen:a:2", "specimen:a:3"]);
  });
}
