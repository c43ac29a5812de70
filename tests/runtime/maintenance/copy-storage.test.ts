import { isSpecstarError, type ResourceDump, type Storage } from "@specstar/runtime";
import { copyStorage } from "@specstar/runtime/maintenance";
import { describe, expect, it } from "vitest";
import { breakingAfter } from "./breaking-after.js";
import { liveAtRandom, seed } from "./random-life.js";
import { examine, holder, holders, openMemory, openSqlite, specs } from "./world.js";

const WHOLE = { after: null, limit: 1000, payload: true };

/** All that a storage keeps, with the data wherever it is. */
async function contentsOf(storage: Storage, models = specs): Promise<unknown> {
  const contents: unknown[] = [await storage.meta.listChanges({ since: 0, limit: 100_000 })];
  for (const { index } of models) for (const dump of await storage.meta.archive.dump(index, WHOLE)) contents.push(await plain(storage, dump));
  for await (const { fileId, size } of storage.blobs.list()) contents.push([fileId, size]);
  return contents;
}

async function plain(storage: Storage, { meta, etag, revisions, references }: ResourceDump): Promise<unknown> {
  const texts = await storage.revisions.read(revisions.map(({ payloadUid }) => payloadUid));
  const facts = revisions.map(({ info, payloadUid, fileIds }, at) => ({ info: info.value, payloadUid, fileIds, text: texts[at] }));
  return { meta, etag, facts, references: references.map((reference) => JSON.stringify(reference)).toSorted() };
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

describe(`a copy, after a random life of seed ${seed}`, () => {
  it.each([0, 1, 2, 3])("from memory to SQLite, to memory with payloads, and back, keeps everything (%i)", async (n) => {
    const first = await openMemory();
    await liveAtRandom(first, n);
    await first.blobs.put(bytesOf("some bytes"));
    const stations = [(await openSqlite()).storage, await openMemory(true), await openMemory()];
    let from = first;
    for (const to of stations) {
      const { verified, blobs } = await copyStorage(from, to, specs);
      expect([verified.differences, blobs.copied]).toEqual([[], 1]);
      from = to;
    }
    for (const station of stations) expect(await contentsOf(station)).toEqual(await contentsOf(first));
    expect(await examine(from, specs)).toEqual([]);
  });

  it.each([0, 1, 2])("done again, finds that there is nothing to do (%i)", async (n) => {
    const [from, { storage: to }] = [await openMemory(), await openSqlite()];
    await liveAtRandom(from, n);
    await copyStorage(from, to, specs);
    const again = await copyStorage(from, to, specs);
    expect([again.resources.copied, again.resources.dropped, again.resources.changes]).toEqual([0, 0, 0]);
    expect(await contentsOf(to)).toEqual(await contentsOf(from));
  });
});

it("goes on where it was killed, at whatever step, with what has happened meanwhile", async () => {
  const from = await openMemory();
  const { storage: to } = await openSqliteOfHolders();
  const manager = holders(from);
  for (let n = 0; n < 300; n++) await manager.create({ name: `n${n}` }, { id: `r${n}` });
  for (const calls of [0, 2, 4, 1]) {
    await expect(copyStorage(from, breakingAfter(to, calls), [holder])).rejects.toThrow("Killed.");
    const { resourceId } = await manager.create({ name: `after ${calls}` });
    await manager.update("holder:r3", { name: `renamed after ${calls}` });
    await manager.purge(`holder:r${20 + calls}`).catch((error: unknown) => expect(isSpecstarError(error, "RESOURCE_NOT_FOUND")).toBe(true));
    await manager.delete(resourceId);
  }
  // Two that swap a unique value, one of which is there already.
  await manager.update("holder:r0", { name: "aside" });
  await manager.update("holder:r1", { name: "n0" });
  await manager.update("holder:r0", { name: "n1" });
  const { resources, verified } = await copyStorage(from, to, [holder]);
  expect(verified.differences).toEqual([]);
  expect(resources.skipped).toBeGreaterThan(10);
  expect(await contentsOf(to, [holder])).toEqual(await contentsOf(from, [holder]));
  const progress: string[] = [];
  const again = await copyStorage(from, to, [holder], { onProgress: ({ step }) => progress.push(step) });
  expect(again.resources).toMatchObject({ copied: 0, dropped: 0, changes: 0 });
  expect(new Set(progress)).toEqual(new Set(["comparing", "resources", "verifying"]));
});

it("catches up with what is written meanwhile", async () => {
  const [from, to] = [await openMemory(), await openMemory(true)];
  const manager = holders(from);
  for (let n = 0; n < 400; n++) await manager.create({ name: `n${n}` }, { id: `r${n}`, status: "draft" });
  let written = 0;
  const write = async () => {
    const n = written++;
    await manager.update(`holder:r${(n * 17) % 350}`, { name: `w${n}` }, { mode: "modify" });
    await manager.create({ name: `new ${n}` });
    if (n % 5 === 0) await manager.purge(`holder:r${399 - n / 5}`);
  };
  const writes: Promise<void>[] = [];
  const onProgress = ({ step }: { step: string }) => void (step !== "verifying" && written < 25 && writes.push(write(), write(), write()));
  await copyStorage(from, to, [holder], { onProgress });
  await Promise.all(writes);
  const { verified } = await copyStorage(from, to, [holder]);
  expect([verified.differences, written]).toEqual([[], 27]);
  expect(await contentsOf(to, [holder])).toEqual(await contentsOf(from, [holder]));
});

it("refuses a target that has lived on its own", async () => {
  const [from, to, other] = [await openMemory(), await openMemory(), await openMemory()];
  await holders(from).create({ name: "ours" });
  await holders(to).create({ name: "theirs" });
  await expect(copyStorage(from, to, [holder])).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("a change of its own") });
  await other.meta.archive.restore(holder.index, await to.meta.archive.dump(holder.index, WHOLE));
  await expect(copyStorage(from, other, [holder])).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("a resource of its own") });
  expect(await other.meta.count(holder.index, null, true)).toBe(1);
});

it("says which data the source has lost", async () => {
  const [from, to] = [await openMemory(), await openMemory()];
  const { resourceId } = await holders(from).create({ name: "ours" });
  await from.revisions.delete((await from.meta.readHoldings(holder.index, resourceId)).payloadUids);
  await expect(copyStorage(from, to, [holder])).rejects.toThrow(`of ${resourceId}`);
});

async function openSqliteOfHolders(): Promise<{ storage: Storage }> {
  const { storage } = await openSqlite();
  const columns = "resource_id TEXT NOT NULL PRIMARY KEY, current_revision INTEGER NOT NULL, etag TEXT NOT NULL, schema_version TEXT NOT NULL, total_revision_count INTEGER NOT NULL";
  const rest = "created_time TEXT NOT NULL, created_by TEXT NOT NULL, updated_time TEXT NOT NULL, updated_by TEXT NOT NULL, is_deleted INTEGER NOT NULL, meta TEXT NOT NULL, payload_uid TEXT NOT NULL, revision TEXT NOT NULL, data_name TEXT";
  const sql = `CREATE TABLE holder (${columns}, ${rest});
CREATE TABLE holder_revision (resource_id TEXT NOT NULL, n INTEGER NOT NULL, uid TEXT NOT NULL, payload_uid TEXT NOT NULL, info TEXT NOT NULL, PRIMARY KEY (resource_id, n));
CREATE UNIQUE INDEX holder_unique_name ON holder (data_name) WHERE NOT is_deleted;`;
  await storage.migrations?.apply({ id: "20260102000000_holder", sql, checksum: "sha256:0" });
  return { storage };
}
