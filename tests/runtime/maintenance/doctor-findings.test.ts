import { randomBytes } from "node:crypto";
import type { ModelIndex, ResourceDump, Storage } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { toEnvelopeOf } from "./envelopes.js";
import { examine, holder, holders, kindsOf, openMemory } from "./world.js";

const STORAGES = [["apart", false], ["with the meta", true]] as const;

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text);
}

/** Two documents, one of which has a file, two revisions and an owner. */
async function populate(storage: Storage): Promise<{ a: string; b: string; fileId: string }> {
  const manager = holders(storage);
  const { fileId, size } = await storage.blobs.put(bytesOf(`bytes of ${randomBytes(4).toString("hex")}`));
  const { resourceId: a } = await manager.create({ name: "first" }, { id: "a" });
  const { resourceId: b } = await manager.create({ name: "second" }, { id: "b" });
  await manager.update(b, { name: "second", owner: a, file: { fileId, size, contentType: "text/plain" }, secret: "of b" });
  return { a, b, fileId };
}

/** Damages what is kept of a resource behind the manager's back. */
async function damage(storage: Storage, id: string, change: (dump: ResourceDump) => ResourceDump): Promise<void> {
  const dumps = await storage.meta.archive.dump(holder.index, { after: null, limit: 100, payload: true });
  const dump = dumps.find(({ meta }) => meta.resourceId === id);
  if (dump === undefined) throw new Error(`There is no ${id}.`);
  await storage.meta.archive.restore(holder.index, [change(dump)]);
}

const index: ModelIndex = holder.index;

const clock = () => new Date(Date.now() + 90_000_000);

describe.each(STORAGES)("the doctor, where payloads are kept %s", (_, keepsPayloads) => {
  it.each([
    ["an indexed field", (dump: ResourceDump) => ({ ...dump, meta: { ...dump.meta, indexedData: { name: "other" } } }), "wrong-meta", "the indexed field name"],
    ["a flag", (dump: ResourceDump) => ({ ...dump, meta: { ...dump.meta, isDeleted: true } }), "wrong-meta", "isDeleted"],
    ["a tag", (dump: ResourceDump) => ({ ...dump, etag: "other" }), "wrong-meta", "etag"],
    ["lost references", (dump: ResourceDump) => ({ ...dump, references: [] }), "wrong-references", "holder:b"],
    ["a lost use of a file", (dump: ResourceDump) => ({ ...dump, revisions: dump.revisions.map((each) => Object.assign({}, each, { fileIds: [] })) }), "missing-blob-use", "gc"],
    [
      "a pointer to another revision",
      (dump: ResourceDump) => ({ ...dump, meta: { ...dump.meta, currentRevisionId: "holder:b:1" } }),
      "wrong-pointer",
      "the last change made it holder:b:2",
    ],
  ])("finds and mends %s", async (_title, change, kind, says) => {
    const storage = await openMemory(keepsPayloads);
    const { b } = await populate(storage);
    const before = await storage.meta.archive.dump(index, { after: null, limit: 9, payload: true });
    await damage(storage, b, change);
    const found = await examine(storage, [holder]);
    expect(kindsOf(found)).toContain(kind);
    expect(found.find((each) => each.kind === kind)).toMatchObject({ resourceId: b, repairable: true, message: expect.stringContaining(says) });
    const repaired = await examine(storage, [holder], { repair: true });
    expect(repaired.map((each) => each.repaired)).toEqual(found.map(() => true));
    expect(await examine(storage, [holder])).toEqual([]);
    expect(await storage.meta.archive.dump(index, { after: null, limit: 9, payload: true })).toEqual(before);
  });

  it("leaves what a repair would have to guess: a revision that is gone", async () => {
    const storage = await openMemory(keepsPayloads);
    const { b } = await populate(storage);
    await damage(storage, b, (dump) => ({ ...dump, revisions: dump.revisions.slice(0, 1), meta: { ...dump.meta, currentRevisionId: "holder:b:1" } }));
    const found = await examine(storage, [holder], { repair: true });
    expect(kindsOf(found)).toEqual(expect.arrayContaining(["missing-revision", "wrong-pointer"]));
    expect(found.every(({ repairable, repaired }) => !repairable && repaired === undefined)).toBe(true);
    expect(kindsOf(await examine(storage, [holder]))).toEqual(kindsOf(found));
  });

  it("finds data that is not what was written, in the hidden fields as little as anybody can", async () => {
    const storage = await openMemory(keepsPayloads);
    const { a } = await populate(storage);
    const [stored] = (await storage.meta.archive.dump(index, { after: null, limit: 1, payload: true }))[0]?.revisions ?? [];
    if (stored === undefined) throw new Error("There is no revision.");
    const text = JSON.stringify({ name: "first", file: null, owner: null, secret: "none" }).replace("first", "frist");
    if (keepsPayloads) await damage(storage, a, (dump) => ({ ...dump, revisions: [{ ...stored, data: text }] }));
    else {
      await storage.revisions.delete([stored.payloadUid]);
      await storage.revisions.put({ uid: stored.payloadUid, info: stored.info.value, payload: { data: text } });
    }
    const found = await examine(storage, [holder]);
    expect(found).toMatchObject([{ kind: "wrong-hash", revisionId: "holder:a:1", repairable: false }, { kind: "wrong-meta" }]);
  });

  it("finds that a file which data names is gone", async () => {
    const storage = await openMemory(keepsPayloads);
    const { fileId } = await populate(storage);
    await storage.blobs.delete(fileId, new Date(Date.now() + 60_000));
    expect(await examine(storage, [holder], { repair: true })).toMatchObject([{ kind: "dangling-blob", revisionId: "holder:b:2", fileId, repairable: false }]);
  });

  it("tells of files that nothing names, and of expired receipts", async () => {
    const storage = await openMemory(keepsPayloads);
    await storage.blobs.put(bytesOf("nobody's"));
    const receipt = { key: "k", fingerprint: "f", token: "t", now: "2026-01-01T00:00:00.000Z", leaseUntil: "2026-01-01T00:01:00.000Z", expires: "2026-01-02T00:00:00.000Z" };
    await storage.meta.receipts.begin(receipt);
    const found = await examine(storage, [holder], { clock });
    expect(kindsOf(found)).toEqual(["unused-blobs", "expired-receipts"]);
    expect(found[0]?.message).toContain("8 bytes");
    await examine(storage, [holder], { clock, repair: true });
    expect(kindsOf(await examine(storage, [holder], { clock }))).toEqual(["unused-blobs"]);
  });

  it("finds a revision that the change log doesn't know, and a model that the project doesn't have", async () => {
    const storage = await openMemory(keepsPayloads);
    const { b } = await populate(storage);
    const [dump] = (await storage.meta.archive.dump(index, { after: "holder:a", limit: 1, payload: true }));
    const other = await openMemory(keepsPayloads);
    if (dump === undefined) throw new Error("There is no dump.");
    await other.meta.archive.restore(index, [dump]);
    for (const { payloadUid, info } of dump.revisions) await other.revisions.put(await toEnvelopeOf(storage, payloadUid, info.value));
    for (const { fileIds } of dump.revisions) for (const fileId of fileIds) await other.blobs.put((await storage.blobs.read(fileId)) ?? bytesOf(""));
    // What it refers to stayed behind.
    expect(kindsOf(await examine(other, [holder]))).toEqual(["missing-change", "missing-change", "broken-reference"]);
    const found = await examine(storage, []);
    expect(found).toMatchObject([{ kind: "unknown-model", model: "holder", severity: "info" }]);
    expect(b).toBe("holder:b");
  });
});

describe("the doctor, where payloads are kept apart", () => {
  it("finds data that is gone", async () => {
    const storage = await openMemory();
    const { a } = await populate(storage);
    const { payloadUids } = await storage.meta.readHoldings(index, a);
    await storage.revisions.delete(payloadUids);
    expect(await examine(storage, [holder], { repair: true })).toMatchObject([{ kind: "missing-payload", revisionId: "holder:a:1", uid: payloadUids[0], repairable: false }]);
  });

  it("finds and deletes envelopes of writes that were never finished, once they are old enough", async () => {
    const storage = await openMemory();
    const { a } = await populate(storage);
    const used = (await storage.meta.readHoldings(index, a)).payloadUids[0] ?? "";
    const info = (await storage.meta.listRevisions(index, a, { before: null, limit: 1 }))[0]?.value;
    if (info === undefined) throw new Error("There is no revision.");
    const planted = [
      { ...info, uid: "never", resourceId: "holder:never", revisionId: "holder:never:1" },
      { ...info, uid: "second", revisionId: "holder:a:2" },
      { ...info, uid: "first" },
    ];
    for (const each of planted) await storage.revisions.put({ uid: each.uid, info: each, payload: { data: "{}" } });
    expect(await examine(storage, [holder], { clock: () => new Date() })).toEqual([]);
    const found = await examine(storage, [holder]);
    expect(found.map(({ kind, uid, repairable }) => [kind, uid, repairable])).toEqual(planted.map(({ uid }) => ["orphaned-payload", uid, true]));
    expect((await examine(storage, [holder], { repair: true })).every(({ repaired }) => repaired)).toBe(true);
    expect(await examine(storage, [holder])).toEqual([]);
    expect((await storage.revisions.read([used, "never", "first"])).map((text) => text !== undefined)).toEqual([true, false, false]);
  });

  it("deletes nothing when it is the meta that is lost", async () => {
    const storage = await openMemory();
    const manager = holders(storage);
    for (let n = 0; n < 20; n++) await manager.create({ name: `n${n}` });
    const other = await openMemory();
    for await (const envelope of storage.revisions.list()) await other.revisions.put(envelope);
    const found = await examine(other, [holder], { repair: true });
    expect(found[0]).toMatchObject({ kind: "too-many-orphans", severity: "error", repairable: false });
    let left = 0;
    for await (const _ of other.revisions.list()) left++;
    expect(left).toBe(20);
  });

  it("brings back a resource that the change log knows, as it was", async () => {
    const storage = await openMemory();
    const { a, b } = await populate(storage);
    await holders(storage).switch(b, 1);
    const before = await storage.meta.archive.dump(index, { after: null, limit: 9, payload: true });
    await storage.meta.archive.drop(index, [a, b]);
    const found = await examine(storage, [holder]);
    expect(found.map(({ kind, resourceId }) => [kind, resourceId])).toEqual([a, b].map((id) => ["lost-resource", id]));
    expect((await examine(storage, [holder], { repair: true })).map(({ repaired }) => repaired)).toEqual([true, true]);
    expect(await examine(storage, [holder])).toEqual([]);
    expect(await storage.meta.archive.dump(index, { after: null, limit: 9, payload: true })).toEqual(before);
  });

  it("tells what a store says of its broken envelopes, and reads the others", async () => {
    const storage = await openMemory();
    const { a } = await populate(storage);
    const torn = (await storage.meta.readHoldings(index, a)).payloadUids[0] ?? "";
    const { revisions } = storage;
    const breaking: Storage = {
      ...storage,
      revisions: {
        put: (envelope) => revisions.put(envelope),
        read: async (uids) => (uids.includes(torn) ? Promise.reject(new Error(`The file of ${torn} is broken.`)) : revisions.read(uids)),
        list: () => revisions.list(),
        listBroken: async function* () {
          yield { place: "/data/ab/cd", uid: torn, problem: "It ends too early." };
        },
        delete: (uids) => revisions.delete(uids),
        ping: () => revisions.ping(),
      },
    };
    const found = await examine(breaking, [holder], { repair: true });
    expect(found.map(({ kind, uid, revisionId, repairable }) => [kind, uid, revisionId, repairable])).toEqual([
      ["broken-envelope", torn, "holder:a:1", false],
      ["broken-envelope", torn, undefined, false],
    ]);
  });
});
