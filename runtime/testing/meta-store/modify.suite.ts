import { expect } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, dataOf, modify, next, publish, specimen, switchTo } from "../scripted-writes.js";

const COMMITTED = { kind: "committed" };
const withPayload = { payload: true };

/** Changing a draft in its place. */
export function modifySuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const draft = specimen("a", { size: 1, email: "x@example.org" }, { status: "draft", at: 1 });

  test("puts other facts and data in the place of the current revision's", async (store) => {
    const modified = modify(draft, { size: 2 }, { at: 2, by: "bob", reason: "typo" });
    await commitAll(store, [draft, modified]);
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: modified.meta, etag: `${draft.etag}.1` });
    for (const n of [1, "current"] as const) {
      const read = await store.readRevision(specimenIndex, "specimen:a", n, withPayload);
      expect(read).toMatchObject({ revision: modified.revision?.info, payloadUid: modified.payloadUid, meta: { totalRevisionCount: 1 } });
      expect(read?.data).toBe(store.keepsPayloads ? dataOf(modified.payloadUid) : undefined);
    }
    expect(await store.listRevisions(specimenIndex, "specimen:a", { before: null, limit: 10 })).toEqual([modified.revision?.info]);
  });

  test("tells the states of a draft apart", async (store) => {
    const once = modify(draft, { size: 2 });
    const twice = modify(once, { size: 3 });
    await commitAll(store, [draft, once]);
    for (const stale of [modify(draft, { size: 4 }, { uid: "other" }), next(draft, "update")]) {
      expect(await commit(store, stale)).toEqual({ kind: "conflict", write: 0 });
    }
    await commitAll(store, [twice]);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.etag).toBe(`${draft.etag}.2`);
    expect(await commit(store, next(twice, "update"))).toEqual(COMMITTED);
  });

  test("publishes with the data as it is", async (store) => {
    const modified = modify(draft, { size: 2 });
    const published = publish(modified, { at: 3 });
    await commitAll(store, [draft, modified, published]);
    const read = await store.readRevision(specimenIndex, "specimen:a", 1, withPayload);
    expect(read).toMatchObject({ revision: { status: "stable" }, payloadUid: modified.payloadUid, etag: `${draft.etag}.2` });
    expect(read?.data).toBe(store.keepsPayloads ? dataOf(modified.payloadUid) : undefined);
  });

  test("leaves data alone that other revisions share", async (store) => {
    const deleted = next(draft, "delete");
    const restored = next(deleted, "restore");
    const modified = modify(restored, { size: 2 });
    await commitAll(store, [draft, deleted, restored, modified]);
    for (const [n, uid] of [[1, draft.payloadUid], [2, draft.payloadUid], [3, modified.payloadUid]] as const) {
      const read = await store.readRevision(specimenIndex, "specimen:a", n, withPayload);
      expect(read?.payloadUid).toBe(uid);
      expect(read?.data).toBe(store.keepsPayloads ? dataOf(uid) : undefined);
    }
  });

  test("modifies a revision that the pointer was moved to", async (store) => {
    const second = next(draft, "update", { size: 2 }, { status: "draft" });
    const back = switchTo(second, draft);
    const modified = modify({ ...draft, expected: back.expected, meta: back.meta }, { size: 3 });
    await commitAll(store, [draft, second, back, modified]);
    const infos = await store.listRevisions(specimenIndex, "specimen:a", { before: null, limit: 10 });
    expect(infos).toEqual([second.revision?.info, modified.revision?.info]);
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: modified.meta, etag: modified.etag });
  });

  test("holds to what is unique", async (store) => {
    await commitAll(store, [draft, specimen("b", { email: "y@example.org" })]);
    expect(await commit(store, modify(draft, { email: "y@example.org" }))).toEqual({ kind: "unique", write: 0, fields: ["email"] });
    await commitAll(store, [modify(draft, { email: "z@example.org" })]);
    expect(await commit(store, specimen("c", { email: "x@example.org" }))).toEqual(COMMITTED);
  });

  test("leaves no trace when the unit is refused", async (store) => {
    await commitAll(store, [draft]);
    const modified = modify(draft, { size: 2 });
    expect(await commit(store, modified, publish(modified), specimen("a"))).toEqual({ kind: "duplicate", write: 2 });
    const read = await store.readRevision(specimenIndex, "specimen:a", 1, withPayload);
    expect(read).toMatchObject({ revision: draft.revision?.info, meta: draft.meta, etag: draft.etag, payloadUid: draft.payloadUid });
    expect(read?.data).toBe(store.keepsPayloads ? dataOf(draft.payloadUid) : undefined);
    expect(await commit(store, modified, publish(modified))).toEqual(COMMITTED);
  });

  test("rejects what is made from another past", async (store) => {
    await commitAll(store, [draft]);
    const modified = modify(draft);
    const stranger = { ...modified, revision: modified.revision && { ...modified.revision, info: { ...modified.revision.info, uid: "stranger" } } };
    await expect(commit(store, stranger)).rejects.toThrow();
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: draft.meta, etag: draft.etag });
  });

  test("logs it", async (store) => {
    const modified = modify(draft, {}, { at: 2, by: "bob", reason: "typo", requestId: "req-1" });
    await commitAll(store, [draft, modified]);
    const changes = await store.listChanges({ since: 0, limit: 10 });
    expect(changes[1]).toMatchObject({ ...modified.change, op: "modify", revisionId: "specimen:a:1" });
  });
}
