import { expect } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, dataOf, modify, next, purge, sample, specimen, time, type ScriptedWrite } from "../scripted-writes.js";
import { query } from "../searches.js";

const COMMITTED = { kind: "committed" };

/** Removing all that is known of a resource. */
export function purgeSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("removes the meta, the revisions and the data, of a deleted resource too", async (store) => {
    for (const end of ["update", "delete"] as const) {
      const last = await writeHistory(store, end);
      expect(await commit(store, purge(last))).toEqual(COMMITTED);
      expect(await store.readMeta(specimenIndex, "specimen:a")).toBeUndefined();
      for (const n of [1, 2, "current"] as const) expect(await store.readRevision(specimenIndex, "specimen:a", n, { payload: true })).toBeUndefined();
      expect(await store.listRevisions(specimenIndex, "specimen:a", { before: null, limit: 10 })).toEqual([]);
      expect(await store.search(specimenIndex, query({ includeDeleted: true }), { payload: true })).toEqual([]);
    }
  });

  test("leaves every other resource as it is", async (store) => {
    const [last, other] = [await writeHistory(store, "update"), specimen("b")];
    await commitAll(store, [other, sample("a"), purge(last)]);
    const read = await store.readRevision(specimenIndex, "specimen:b", 1, { payload: true });
    expect(read).toMatchObject({ meta: other.meta, revision: other.revision?.info });
    expect(read?.data).toBe(store.keepsPayloads ? dataOf(other.payloadUid) : undefined);
    expect(await store.count(specimenIndex, null, true)).toBe(1);
  });

  test("keeps ids, operations and times of its changes, and who and why of the purge alone", async (store) => {
    const last = await writeHistory(store, "update");
    const other = specimen("b", {}, { by: "eve", reason: "other", requestId: "req-3" });
    await commitAll(store, [other, purge(last, { at: 5, by: "bob", reason: "asked for", requestId: "req-2" })]);
    const changes = await store.listChanges({ since: 0, limit: 10 });
    expect(changes).toMatchObject([
      { model: "specimen", resourceId: "specimen:a", revisionId: "specimen:a:1", op: "create", at: time(1), by: "", reason: null, requestId: null },
      { resourceId: "specimen:a", revisionId: "specimen:a:2", op: "update", at: time(2), by: "", reason: null, requestId: null },
      other.change,
      { resourceId: "specimen:a", revisionId: "specimen:a:2", op: "purge", at: time(5), by: "bob", reason: "asked for", requestId: "req-2" },
    ]);
  });

  test("refuses a purge that was decided on another state", async (store) => {
    const last = await writeHistory(store, "update");
    for (const stale of [specimen("a", {}, { uid: "stale" }), { ...last, etag: "stale" }, specimen("never")]) {
      expect(await commit(store, purge(stale))).toEqual({ kind: "conflict", write: 0 });
    }
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: last.meta, etag: last.etag });
    expect(await store.listChanges({ since: 0, limit: 10 })).toMatchObject([{ by: "ann" }, { by: "ann" }]);
  });

  test("frees the id and what was unique", async (store) => {
    const first = specimen("a", { email: "x@example.org" });
    await commitAll(store, [first]);
    const again = specimen("a", { email: "x@example.org" }, { uid: "again" });
    expect(await commit(store, purge(first), specimen("b", { email: "x@example.org" }))).toEqual(COMMITTED);
    expect(await commit(store, again)).toEqual({ kind: "unique", write: 0, fields: ["email"] });
    const other = specimen("a", {}, { uid: "again" });
    expect(await commit(store, other)).toEqual(COMMITTED);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta).toEqual(other.meta);
  });

  test("takes its place among the writes of a unit, and leaves no trace when that is refused", async (store) => {
    const last = await writeHistory(store, "update");
    const again = specimen("a", { size: 9 }, { uid: "again" });
    expect(await commit(store, purge(last), again, next(again, "update"), specimen("a"))).toEqual({ kind: "duplicate", write: 3 });
    const read = await store.readRevision(specimenIndex, "specimen:a", "current", { payload: true });
    expect(read).toMatchObject({ meta: last.meta, revision: last.revision?.info });
    expect(read?.data).toBe(store.keepsPayloads ? dataOf(last.payloadUid) : undefined);
    expect(await store.listChanges({ since: 0, limit: 10 })).toMatchObject([{ by: "ann" }, { by: "ann" }]);
    expect(await commit(store, purge(last), again, next(again, "update", { size: 10 }))).toEqual(COMMITTED);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta).toMatchObject({ totalRevisionCount: 2, indexedData: { size: 10 } });
  });

  test("leaves nothing of what the same unit has made", async (store) => {
    const first = specimen("a", {}, { fileIds: ["f1"], by: "eve" });
    expect(await commit(store, first, purge(first))).toEqual(COMMITTED);
    expect(await store.readRevision(specimenIndex, "specimen:a", 1, { payload: true })).toBeUndefined();
    expect(await store.listUnused(["f1"])).toEqual(["f1"]);
    expect(await store.listChanges({ since: 0, limit: 10 })).toMatchObject([{ op: "create", by: "" }, { op: "purge", by: "ann" }]);
    expect(await commit(store, first)).toEqual(COMMITTED);
  });

  test("removes drafts that were modified", async (store) => {
    const draft = specimen("a", {}, { status: "draft" });
    const modified = modify(next(draft, "update", {}, { status: "draft" }));
    await commitAll(store, [draft, next(draft, "update", {}, { status: "draft" }), modified, purge(modified)]);
    expect(await store.readMeta(specimenIndex, "specimen:a")).toBeUndefined();
    expect(await store.listRevisions(specimenIndex, "specimen:a", { before: null, limit: 10 })).toEqual([]);
  });
}

async function writeHistory(store: PlainStore, end: "update" | "delete"): Promise<ScriptedWrite> {
  const first = specimen("a", { size: 1 }, { uid: `first-${end}`, at: 1, reason: "new", requestId: "req-1" });
  const last = next(first, end, {}, { uid: `last-${end}`, at: 2, reason: "more" });
  await commitAll(store, [first, last]);
  return last;
}
