import { expect } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { sampleIndex, specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, dataOf, next, sample, specimen, switchTo } from "../scripted-writes.js";

const COMMITTED = { kind: "committed" };
const withPayload = { payload: true };

/** Writing and reading back: compare-and-set, revision numbers, the pointer, units. */
export function writeSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("reads a new resource back exactly as it was written", async (store) => {
    const write = specimen("a", {
      note: "",
      size: -Number.MAX_SAFE_INTEGER,
      weight: 0.1,
      active: false,
      dueDate: "2027-03-04T05:06:07.089Z",
      "address.city": "Zürich 😀",
    });
    expect(await commit(store, write)).toEqual(COMMITTED);
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: write.meta, etag: write.etag });
  });

  test("keeps the type of every value", async (store) => {
    await commitAll(store, [specimen("a", { size: 0, weight: 3, active: true }), specimen("b", { size: 2 ** 53 - 1, weight: 1e300 })]);
    const a = await store.readMeta(specimenIndex, "specimen:a");
    expect(a?.meta.indexedData).toMatchObject({ size: 0, weight: 3, active: true, note: null, dueDate: null });
    const b = await store.readMeta(specimenIndex, "specimen:b");
    expect(b?.meta.indexedData).toMatchObject({ size: 2 ** 53 - 1, weight: 1e300, active: null });
  });

  test("keeps lists in their order, and an empty list apart from none", async (store) => {
    const lists = { tags: ["b", "a", 'It\'s "', "\\", "😀", "\u0001"], "lines.score": [1, 0.1, -1e-7, 1e300] };
    await commitAll(store, [specimen("a", lists), specimen("b", { tags: [] })]);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta.indexedData).toMatchObject(lists);
    expect((await store.readMeta(specimenIndex, "specimen:b"))?.meta.indexedData).toMatchObject({ tags: [], "lines.score": null });
  });

  test("knows nothing of a resource that was never written", async (store) => {
    await commit(store, specimen("a"));
    for (const id of ["specimen:b", "", "a", "sample:a", "specimen:A", "specimen:%"]) {
      expect(await store.readMeta(specimenIndex, id)).toBeUndefined();
      expect(await store.readRevision(specimenIndex, id, "current", withPayload)).toBeUndefined();
      expect(await store.readRevision(specimenIndex, id, 1, withPayload)).toBeUndefined();
    }
    expect(await store.readMeta(sampleIndex, "specimen:a")).toBeUndefined();
  });

  test("takes any text for an id", async (store) => {
    const names = ["'; DROP TABLE specimen; --", '"', "%", "_", "\\", "__proto__", "constructor", "😀", " ", "a:b:1"];
    await commitAll(store, names.map((name) => specimen(name)));
    for (const name of names) {
      expect((await store.readMeta(specimenIndex, `specimen:${name}`))?.meta.indexedData["name"]).toBe(name);
      expect((await store.readRevision(specimenIndex, `specimen:${name}`, 1, withPayload))?.revision.revisionId).toBe(`specimen:${name}:1`);
    }
  });

  test("refuses to create what is there, deleted or not", async (store) => {
    const first = specimen("a", { size: 1 });
    const deleted = next(first, "delete");
    await commitAll(store, [first]);
    expect(await commit(store, specimen("a", { size: 2 }))).toEqual({ kind: "duplicate", write: 0 });
    await commitAll(store, [deleted]);
    expect(await commit(store, specimen("a", { size: 2 }))).toEqual({ kind: "duplicate", write: 0 });
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: deleted.meta, etag: deleted.etag });
  });

  test("appends revisions and moves the pointer", async (store) => {
    const first = specimen("a", { size: 1 }, { at: 1, by: "ann", reason: "new", status: "draft" });
    const second = next(first, "update", { size: 2 }, { at: 2, by: "bob", schemaVersion: "v2", requestId: "r-1" });
    await commitAll(store, [first, second]);
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: second.meta, etag: second.etag });
    for (const write of [first, second]) {
      const info = write.revision?.info;
      const n = write.meta.totalRevisionCount;
      const read = await store.readRevision(specimenIndex, "specimen:a", n, { payload: false });
      expect(read).toEqual({ meta: second.meta, etag: second.etag, revision: info, payloadUid: info?.uid, data: undefined });
    }
    expect((await store.readRevision(specimenIndex, "specimen:a", "current", withPayload))?.revision).toEqual(second.revision?.info);
    for (const n of [0, 3, -1]) expect(await store.readRevision(specimenIndex, "specimen:a", n, withPayload)).toBeUndefined();
  });

  test("brings the data along where it keeps payloads", async (store) => {
    const first = specimen("a");
    const second = next(first, "update");
    await commitAll(store, [first, second, next(second, "delete")]);
    for (const [n, uid] of [[1, first.payloadUid], [2, second.payloadUid], [3, second.payloadUid], ["current", second.payloadUid]] as const) {
      const read = await store.readRevision(specimenIndex, "specimen:a", n, withPayload);
      expect(read?.payloadUid).toBe(uid);
      expect(read?.data).toBe(store.keepsPayloads ? dataOf(uid) : undefined);
    }
  });

  test("refuses a write that was decided on another state", async (store) => {
    const first = specimen("a", { size: 1 });
    const second = next(first, "update", { size: 2 });
    await commitAll(store, [first, second]);
    const conflict = { kind: "conflict", write: 0 };
    expect(await commit(store, next(first, "update", { size: 3 }))).toEqual(conflict);
    expect(await commit(store, { ...next(second, "update"), expected: { etag: second.etag, totalRevisionCount: 1 } })).toEqual(conflict);
    expect(await commit(store, { ...next(second, "update"), expected: { etag: first.etag, totalRevisionCount: 2 } })).toEqual(conflict);
    expect(await commit(store, next(specimen("never"), "update"))).toEqual(conflict);
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: second.meta, etag: second.etag });
    expect(await store.readRevision(specimenIndex, "specimen:a", 3, withPayload)).toBeUndefined();
    expect(await store.readMeta(specimenIndex, "specimen:never")).toBeUndefined();
  });

  test("switches without a revision, and goes on from there", async (store) => {
    const first = specimen("a", { size: 1 });
    const second = next(first, "update", { size: 2 });
    const back = switchTo(second, first);
    const third = next(back, "update", { size: 3 });
    await commitAll(store, [first, second, back]);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta).toEqual(back.meta);
    expect((await store.readRevision(specimenIndex, "specimen:a", "current", withPayload))?.revision).toEqual(first.revision?.info);
    await commitAll(store, [third]);
    const current = await store.readRevision(specimenIndex, "specimen:a", "current", withPayload);
    expect(current?.revision).toMatchObject({ revisionId: "specimen:a:3", parentRevisionId: "specimen:a:1" });
    expect(current?.meta.totalRevisionCount).toBe(3);
  });

  test("applies a unit in its order, over several models", async (store) => {
    const first = specimen("a", { size: 1 });
    const second = next(first, "update", { size: 2 });
    expect(await commit(store, first, sample("s"), second)).toEqual(COMMITTED);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta).toEqual(second.meta);
    expect(await store.readRevision(specimenIndex, "specimen:a", 1, withPayload)).toBeDefined();
    expect(await store.readMeta(sampleIndex, "sample:s")).toBeDefined();
    expect(await commit(store)).toEqual(COMMITTED);
  });

  test("leaves no trace of a unit with one bad write", async (store) => {
    const first = specimen("a", { size: 1 });
    await commitAll(store, [first]);
    const update = next(first, "update", { size: 2 });
    expect(await commit(store, specimen("b"), update, specimen("a"))).toEqual({ kind: "duplicate", write: 2 });
    expect(await commit(store, sample("s"), next(first, "update"), next(first, "update"))).toEqual({ kind: "conflict", write: 2 });
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: first.meta, etag: first.etag });
    expect(await store.readMeta(specimenIndex, "specimen:b")).toBeUndefined();
    expect(await store.readMeta(sampleIndex, "sample:s")).toBeUndefined();
    expect(await store.readRevision(specimenIndex, "specimen:a", 2, withPayload)).toBeUndefined();
    expect(await store.listChanges({ since: 0, limit: 10 })).toHaveLength(1);
    expect(await commit(store, update, specimen("b"))).toEqual(COMMITTED);
  });

  test("is not changed by what happens to the objects that went in or came out", async (store) => {
    const indexedData: Record<string, string | number> = { size: 1 };
    const write = specimen("a", indexedData);
    const given = { ...write, meta: { ...write.meta, indexedData: { ...write.meta.indexedData } } };
    await commitAll(store, [given]);
    tamper(given.meta.indexedData);
    tamper(given.meta);
    const read = await store.readRevision(specimenIndex, "specimen:a", 1, withPayload);
    for (const object of [read?.meta.indexedData, read?.meta, read?.revision]) tamper(object);
    const again = await store.readRevision(specimenIndex, "specimen:a", 1, withPayload);
    expect(again?.meta).toEqual(write.meta);
    expect(again?.revision).toEqual(write.revision?.info);
  });
}

/** Overwrites every property; a frozen object stays as it is. */
function tamper(object: object | undefined): void {
  for (const key of Object.keys(object ?? {})) Reflect.set(object ?? {}, key, "tampered");
}
