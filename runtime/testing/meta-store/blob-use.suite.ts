import { expect } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, modify, next, publish, purge, sample, specimen } from "../scripted-writes.js";

/** Which blobs are in use. */
export function blobUseSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const draft = specimen("a", {}, { status: "draft", fileIds: ["f1", "f2"] });

  test("counts a blob as used as long as a revision names it", async (store) => {
    expect(await store.listUnused(["f1", "f2", "f3"])).toEqual(["f1", "f2", "f3"]);
    const second = next(draft, "update", {}, { fileIds: ["f3"] });
    await commitAll(store, [draft, second, next(second, "delete")]);
    expect(await store.listUnused(["f4", "f1", "f2", "f3", "__proto__", "'"])).toEqual(["f4", "__proto__", "'"]);
    expect(await store.listUnused([])).toEqual([]);
  });

  test("lets go of what a draft no longer names", async (store) => {
    const modified = modify(draft, {}, { fileIds: ["f2", "f3"] });
    await commitAll(store, [draft, modified]);
    expect(await store.listUnused(["f1", "f2", "f3"])).toEqual(["f1"]);
    await commitAll(store, [publish(modified)]);
    expect(await store.listUnused(["f1", "f2", "f3"])).toEqual(["f1"]);
  });

  test("holds on to what shared data names when one of its revisions is modified", async (store) => {
    const deleted = next(draft, "delete");
    const restored = next(deleted, "restore");
    await commitAll(store, [draft, deleted, restored, modify(restored, {}, { fileIds: ["f3"] })]);
    expect(await store.listUnused(["f1", "f2", "f3"])).toEqual([]);
  });

  test("lets go of what a purged resource named, unless another one does", async (store) => {
    const second = next(draft, "update", {}, { fileIds: ["f3"] });
    await commitAll(store, [draft, second, sample("s", { fileIds: ["f2"] }), purge(second)]);
    expect(await store.listUnused(["f1", "f2", "f3"])).toEqual(["f1", "f3"]);
  });

  test("tells what is kept for a resource beside its meta", async (store) => {
    const modified = modify(draft, {}, { fileIds: ["f2", "f3"] });
    await commitAll(store, [draft, modified, next(modified, "delete"), specimen("b", {}, { fileIds: ["f4"] })]);
    expect(await store.readHoldings(specimenIndex, "specimen:a")).toEqual({ payloadUids: [modified.etag], fileIds: ["f2", "f3"] });
    expect(await store.readHoldings(specimenIndex, "specimen:never")).toEqual({ payloadUids: [], fileIds: [] });
  });

  test("counts nothing of a unit that is refused", async (store) => {
    await commitAll(store, [draft]);
    await commit(store, next(draft, "update", {}, { fileIds: ["f3"] }), specimen("a"));
    await commit(store, purge(draft), sample("s"), sample("s"));
    expect(await store.listUnused(["f1", "f2", "f3"])).toEqual(["f3"]);
  });

  test("tells many apart", async (store) => {
    const fileIds = Array.from({ length: 3000 }, (_, at) => `f${at}`);
    await commitAll(store, [specimen("a", {}, { fileIds: fileIds.slice(0, 1500) })]);
    expect(await store.listUnused(fileIds)).toEqual(fileIds.slice(1500));
  });
}
