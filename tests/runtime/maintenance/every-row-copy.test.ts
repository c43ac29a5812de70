import { copyStorage, rebuildMeta } from "@specstar/runtime/maintenance";
import type { ResourceDump, Storage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { breakingAfter } from "./breaking-after.js";
import { liveAtRandom, seed } from "./random-life.js";
import { openRow, type OpenedRow, type Row } from "./rows.js";
import { examine, holder, holders, specs } from "./world.js";

const WHOLE = { after: null, limit: 1000, payload: true };

const models = [...specs, holder];

const open = (row: Row): Promise<OpenedRow> => openRow(row, models.map(({ index }) => index));

/** What must be the same wherever it is kept. */
async function contentsOf(storage: Storage): Promise<unknown> {
  const contents: unknown[] = [await storage.meta.listChanges({ since: 0, limit: 100_000 })];
  for (const { index } of models) for (const dump of await storage.meta.archive.dump(index, WHOLE)) contents.push(await plain(storage, dump));
  const blobs: unknown[] = [];
  for await (const { fileId, size } of storage.blobs.list()) blobs.push([fileId, size]);
  return [...contents, blobs.map((blob) => JSON.stringify(blob)).toSorted()];
}

async function plain(storage: Storage, { meta, etag, revisions, references }: ResourceDump): Promise<unknown> {
  const texts = await storage.revisions.read(revisions.map(({ payloadUid }) => payloadUid));
  const facts = revisions.map(({ info, payloadUid, fileIds }, at) => ({ info: info.value, payloadUid, fileIds, text: texts[at] }));
  return { meta, etag, facts, references: references.map(({ path, targetId, n, onDelete }) => JSON.stringify([path, targetId, n, onDelete])).toSorted() };
}

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** A random life, then files, drafts that were modified, deleted and purged resources, and a pointer that went back. */
async function live(storage: Storage): Promise<void> {
  await liveAtRandom(storage, 0);
  const manager = holders(storage);
  for (const n of [1, 2, 3]) {
    const { fileId, size } = await storage.blobs.put(bytesOf(`the bytes of ${n}`));
    await manager.create({ name: `with a file ${n}`, file: { fileId, size, contentType: "text/plain" } }, { id: `f${n}`, status: "draft" });
    await manager.update(`holder:f${n}`, { name: `modified ${n}`, file: { fileId, size, contentType: "text/plain" } }, { mode: "modify" });
  }
  await manager.create({ name: "deleted", owner: "holder:f1" }, { id: "d", actor: "ann", reason: "why" });
  await manager.delete("holder:d");
  await manager.create({ name: "purged" }, { id: "p", actor: "eve" });
  await manager.purge("holder:p");
  await manager.create({ name: "one" }, { id: "s" });
  await manager.update("holder:s", { name: "two", owner: "holder:f2" });
  await manager.switch("holder:s", 1);
}

const PAIRS: readonly (readonly [Row, Row])[] = [
  ["sqlite", "postgres-disk-s3"],
  ["postgres-disk-s3", "disk"],
  ["disk", "postgres-s3"],
  ["memory", "s3"],
  ["s3", "postgres"],
  ["postgres", "postgres-disk"],
  ["postgres-disk", "sqlite"],
];

describe(`a copy, after a random life of seed ${seed}`, () => {
  it.each(PAIRS)("from %s to %s keeps everything, and the target goes on", async (first, second) => {
    const [from, to] = [(await open(first)).storage, (await open(second)).storage];
    await live(from);
    const { verified } = await copyStorage(from, to, models);
    expect(verified.differences).toEqual([]);
    expect(await contentsOf(to)).toEqual(await contentsOf(from));
    expect((await examine(to, models)).filter(({ kind }) => kind !== "unused-blobs")).toEqual([]);
    const again = await copyStorage(from, to, models);
    expect(again.resources).toMatchObject({ copied: 0, dropped: 0, changes: 0 });
    const before = (await to.meta.listChanges({ since: 0, limit: 100_000 })).at(-1)?.seq ?? 0;
    await holders(to).update("holder:s", { name: "three" });
    expect(await to.meta.listChanges({ since: before, limit: 9 })).toMatchObject([{ resourceId: "holder:s", revisionId: "holder:s:3" }]);
    await expect(copyStorage(from, to, models)).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  }, 120_000);

  it.each([
    ["postgres", "postgres-disk-s3"],
    ["sqlite", "postgres"],
    ["disk", "s3"],
  ] as const)("from %s to %s is killed twice, goes on, and catches up with what is written all the while", async (first, second) => {
    const [from, to] = [(await open(first)).storage, (await open(second)).storage];
    await live(from);
    const manager = holders(from);
    for (let n = 0; n < 150; n++) await manager.create({ name: `n${n}` }, { id: `r${n}`, status: "draft" });
    let written = 0;
    const write = async (): Promise<void> => {
      const n = written++;
      await manager.update(`holder:r${n * 2}`, { name: `w${n}` }, { mode: "modify" });
      await manager.create({ name: `new ${n}` });
      if (n % 4 === 0) await manager.purge(`holder:r${149 - n}`);
    };
    const writes: Promise<void>[] = [];
    for (const calls of [2, 3]) {
      const onProgress = (): void => void (written < 30 && writes.push(write(), write()));
      await expect(copyStorage(from, breakingAfter(to, calls), models, { onProgress })).rejects.toThrow("Killed.");
    }
    await copyStorage(from, to, models, { onProgress: () => void (written < 40 && writes.push(write())) });
    await Promise.all(writes);
    const { verified } = await copyStorage(from, to, models);
    expect([verified.differences, written]).toEqual([[], 40]);
    expect(await contentsOf(to)).toEqual(await contentsOf(from));
  }, 120_000);
});

it.each(["disk", "postgres-s3", "postgres-disk-s3"] as const)("rebuilds the meta of %s from its envelopes alone", async (row) => {
  const { storage, alter } = await open(row);
  const manager = holders(storage);
  for (let n = 0; n < 20; n++) await manager.create({ name: `n${n}` }, { id: `r${n}`, actor: "ann" });
  const { fileId, size } = await storage.blobs.put(bytesOf("a file"));
  await manager.update("holder:r3", { name: "again", owner: "holder:r4", file: { fileId, size, contentType: "text/plain" } });
  await manager.delete("holder:r5");
  const before = await storage.meta.archive.dump(holder.index, WHOLE);
  await alter(["holder", "holder_revision", "specstar_change", "specstar_reference", "specstar_blob_use"].map((table) => `DELETE FROM ${table};`).join(" "));
  expect(await storage.meta.count(holder.index, null, true)).toBe(0);
  expect(await rebuildMeta(storage, models)).toEqual({ envelopes: 22, resources: 20, revisions: 22, changes: 22, left: [] });
  expect(comparable(await storage.meta.archive.dump(holder.index, WHOLE))).toEqual(comparable(before));
  expect(await examine(storage, models)).toEqual([]);
  await manager.update("holder:r3", { name: "and again" });
  expect((await manager.get("holder:r3")).meta.totalRevisionCount).toBe(3);
}, 120_000);

function comparable(dumps: readonly ResourceDump[]): unknown {
  return dumps.map(({ meta, etag, revisions, references }) => ({ meta, etag, references, revisions: revisions.map(({ info, payloadUid, fileIds }) => [info.value, payloadUid, fileIds]) }));
}
