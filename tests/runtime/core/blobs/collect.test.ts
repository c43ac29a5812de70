import { collectBlobs, memoryStorage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";

const later = () => new Date(Date.now() + 1000);

/** A storage whose data names all blobs of these file ids. */
async function storageWith(texts: readonly string[], used: readonly string[]) {
  const { blobs } = memoryStorage();
  const ids = new Map<string, string>();
  for (const text of texts) ids.set((await blobs.put((async function* () { yield Buffer.from(text); })())).fileId, text);
  const asked: number[] = [];
  const listUnused = async (fileIds: readonly string[]) => {
    asked.push(fileIds.length);
    return fileIds.filter((fileId) => !used.includes(ids.get(fileId) ?? ""));
  };
  // Of the meta store, collecting needs no more than this.
  const meta = new Proxy(memoryStorage().meta, { get: (target, key) => (key === "listUnused" ? listUnused : Reflect.get(target, key)) });
  return { blobs, meta, asked };
}

async function count(blobs: Awaited<ReturnType<typeof storageWith>>["blobs"]): Promise<number> {
  let found = 0;
  for await (const _ of blobs.list()) found++;
  return found;
}

describe("collecting blobs", () => {
  it("removes those that nothing names", async () => {
    const storage = await storageWith(["a", "bb", "ccc"], ["bb"]);
    expect(await collectBlobs(storage, { olderThan: later() })).toEqual({ seen: 3, removed: 2, removedBytes: 4 });
    expect(await count(storage.blobs)).toBe(1);
  });

  it("leaves alone what was put or claimed lately", async () => {
    const storage = await storageWith(["a"], []);
    expect(await collectBlobs(storage, { olderThan: new Date(Date.now() - 60_000) })).toEqual({ seen: 1, removed: 0, removedBytes: 0 });
    expect(storage.asked).toEqual([]);
  });

  it("removes nothing in a dry run", async () => {
    const storage = await storageWith(["a", "b"], []);
    expect(await collectBlobs(storage, { olderThan: later(), dryRun: true })).toEqual({ seen: 2, removed: 2, removedBytes: 2 });
    expect(await count(storage.blobs)).toBe(2);
  });

  it("asks about many at once, and tells how far it is", async () => {
    const storage = await storageWith(Array.from({ length: 1100 }, (_, at) => `blob ${at}`), []);
    const told: number[] = [];
    await collectBlobs(storage, { olderThan: later(), onProgress: ({ seen }) => told.push(seen) });
    expect([storage.asked, told]).toEqual([[500, 500, 100], [500, 1000, 1100]]);
  });
});
