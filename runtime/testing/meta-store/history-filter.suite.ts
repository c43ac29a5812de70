import { expect } from "vitest";
import type { RevisionFilter } from "../../stores/meta-store.js";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commitAll, next, specimen, time } from "../scripted-writes.js";

/** Choosing among the revisions of a resource. */
export function historyFilterSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const first = specimen("a", {}, { at: 1, by: "ann" });
  const second = next(first, "update", {}, { at: 2, by: 'b"ö\\b' });
  const third = next(second, "delete", {}, { at: 3, by: "ann" });
  const fourth = next(third, "restore", {}, { at: 4, by: "ann" });
  const history = [first, second, third, fourth, next(fourth, "update", {}, { at: 5, by: "ann" })];

  test("lists those that meet all of the filter, newest first", async (store) => {
    await commitAll(store, [...history, specimen("b", {}, { at: 1, by: "ann" })]);
    const numbers = async (filter: RevisionFilter) =>
      (await store.listRevisions(specimenIndex, "specimen:a", { before: null, limit: 10, filter })).map(({ revisionId }) => Number(revisionId.split(":")[2]));
    expect(await numbers({})).toEqual([5, 4, 3, 2, 1]);
    expect(await numbers({ createdBy: "ann" })).toEqual([5, 4, 3, 1]);
    expect(await numbers({ createdBy: 'b"ö\\b' })).toEqual([2]);
    expect(await numbers({ createdBy: "nobody" })).toEqual([]);
    expect(await numbers({ op: "update" })).toEqual([5, 2]);
    expect(await numbers({ since: time(2), until: time(4) })).toEqual([3, 2]);
    expect(await numbers({ since: time(4.001) })).toEqual([5]);
    expect(await numbers({ until: time(1) })).toEqual([]);
    expect(await numbers({ createdBy: "ann", op: "update", since: time(1), until: time(6) })).toEqual([5]);
    expect(await numbers({ createdBy: undefined, op: "create" })).toEqual([1]);
  });

  test("goes on from any of them", async (store) => {
    await commitAll(store, history);
    const page = await store.listRevisions(specimenIndex, "specimen:a", { before: 5, limit: 2, filter: { createdBy: "ann" } });
    expect(page.map(({ revisionId }) => revisionId)).toEqual(["specimen:a:4", "specimen:a:3"]);
    const last = await store.listRevisions(specimenIndex, "specimen:a", { before: 3, limit: 2, filter: { createdBy: "ann" } });
    expect(last.map(({ revisionId }) => revisionId)).toEqual(["specimen:a:1"]);
  });
}
