import { rebuildMeta } from "@specstar/runtime/maintenance";
import type { Storage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { envelopesOf } from "./envelopes.js";
import { liveAtRandom, seed } from "./random-life.js";
import { examine, holder, holders, openMemory, specs } from "./world.js";

const WHOLE = { after: null, limit: 1000, payload: false };

/** A storage that has the envelopes of another, and nothing else. */
async function withEnvelopesOf(storage: Storage): Promise<Storage> {
  const other = await openMemory();
  for (const envelope of await envelopesOf(storage)) await other.revisions.put(envelope);
  return other;
}

describe(`a meta that is rebuilt after a random life of seed ${seed}`, () => {
  it.each([0, 1, 2, 3, 4, 5])("is the one that was lost, but for what only it knew (%i)", async (n) => {
    const storage = await openMemory();
    await liveAtRandom(storage, n);
    const other = await withEnvelopesOf(storage);
    const { left, resources } = await rebuildMeta(other, specs);
    const lost = new Set(left.map(({ resourceId }) => resourceId));
    // Switched pointers can make two resources claim one unique value: that, and nothing else, is left.
    expect(left.filter(({ reason }) => !reason.includes("the same"))).toEqual([]);
    let seen = 0;
    for (const { index } of specs) {
      const [before, after] = await Promise.all([storage, other].map((each) => each.meta.archive.dump(index, WHOLE)));
      const kept = before?.filter(({ meta }) => !lost.has(meta.resourceId)) ?? [];
      expect(after?.map(({ meta }) => meta.resourceId)).toEqual(kept.map(({ meta }) => meta.resourceId));
      for (const [at, was] of kept.entries()) compare(was, after?.[at]);
      seen += kept.length;
    }
    expect(resources).toBe(seen);
    const found = await examine(other, specs);
    expect(found.filter(({ kind }) => kind !== "orphaned-payload" && kind !== "too-many-orphans")).toEqual([]);
  });
});

type Dump = Awaited<ReturnType<Storage["meta"]["archive"]["dump"]>>[number];

function plain({ revisions }: Dump): unknown {
  return revisions.map(({ info, payloadUid, fileIds }) => [info.value, payloadUid, fileIds]);
}

function compare(was: Dump, is: Dump | undefined): void {
  expect(is && plain(is)).toEqual(plain(was));
  const newest = was.revisions.reduce((a, b) => (b.info.value.updatedTime >= a.info.value.updatedTime ? b : a));
  expect(is?.meta.currentRevisionId).toBe(newest.info.value.revisionId);
  if (was.meta.currentRevisionId !== newest.info.value.revisionId) return;
  const { updatedTime: _time, updatedBy: _by, ...facts } = was.meta;
  expect(is).toMatchObject({ meta: facts, etag: was.etag });
  expect(is?.references.map((each) => JSON.stringify(each)).toSorted()).toEqual(was.references.map((each) => JSON.stringify(each)).toSorted());
}

it("makes a change of each revision, by time, and goes on from there", async () => {
  const storage = await openMemory();
  const manager = holders(storage);
  await manager.create({ name: "a" }, { id: "a", actor: "ann", reason: "new" });
  await manager.create({ name: "b" }, { id: "b" });
  await manager.update("holder:a", { name: "a2" }, { requestId: "r" });
  await manager.delete("holder:b");
  await manager.create({ name: "c" }, { id: "c" });
  await manager.purge("holder:c");
  const other = await withEnvelopesOf(storage);
  expect(await rebuildMeta(other, [holder])).toEqual({ envelopes: 4, resources: 2, revisions: 4, changes: 4, left: [] });
  const changes = await other.meta.listChanges({ since: 0, limit: 10 });
  expect(changes.map(({ revisionId, op }) => [revisionId, op]).toSorted()).toEqual([
    ["holder:a:1", "create"],
    ["holder:a:2", "update"],
    ["holder:b:1", "create"],
    ["holder:b:2", "delete"],
  ]);
  expect(changes.find(({ revisionId }) => revisionId === "holder:a:1")).toMatchObject({ by: "ann", reason: "new" });
  const again = holders(other);
  await again.update("holder:a", { name: "a3" });
  expect((await again.get("holder:a")).meta.totalRevisionCount).toBe(3);
  expect(await examine(other, [holder])).toEqual([]);
});

it("says what it can't bring back, and works into an empty meta alone", async () => {
  const storage = await openMemory();
  const manager = holders(storage);
  await manager.create({ name: "a" }, { id: "a" });
  await manager.update("holder:a", { name: "a2" });
  await manager.create({ name: "b" }, { id: "b" });
  await expect(rebuildMeta(storage, [holder])).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  const other = await withEnvelopesOf(storage);
  const first = (await envelopesOf(other)).find(({ info }) => info.revisionId === "holder:a:1");
  await other.revisions.delete([first?.uid ?? ""]);
  const { left, resources } = await rebuildMeta(other, [holder]);
  expect([resources, left]).toEqual([1, [{ resourceId: "holder:a", reason: "the envelopes of its revisions 1 are gone" }]]);
  expect((await rebuildMeta(other, [holder], { force: true })).resources).toBe(1);
  await expect(rebuildMeta(await openMemory(true), [holder])).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
});
