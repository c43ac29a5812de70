import { expect } from "vitest";
import type { Change } from "../../core/resource.js";
import { memoryStorage } from "../../stores/memory/index.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import { sampleIndex, specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { toPlainStore, type PlainStore } from "../plain-store.js";
import { FILE_IDS, RandomUnits } from "../random/random-units.js";
import { Random } from "../random/random.js";
import { commit, commitAll, modify, next, purge, refersTo, sample, specimen, switchTo, time, type ScriptedWrite } from "../scripted-writes.js";
import { query } from "../searches.js";

const COMMITTED = { kind: "committed" };
const WHOLE = { after: null, limit: 100, payload: true };

/** Whole resources in and out. */
export function archiveSuite(open: OpenStore<PlainStore>): void {
  roundTrips(open);
  dumps(open);
  replacements(open);
  changes(open);
}

function roundTrips(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("gives a store that answers everything as the one that was dumped", async (store) => {
    await commitAll(store, eventfulLife());
    await compareAfterCopies(store);
  });

  test("does so after any sequence of writes", async (store) => {
    for (const seed of [1, 2, 3]) {
      await writeAtRandom(store, new Random(seed));
      await compareAfterCopies(store);
      await store.archive.drop(specimenIndex, (await store.archive.dump(specimenIndex, WHOLE)).map(({ meta }) => meta.resourceId));
    }
  });

  test("goes on after a restore as if nothing had happened", async (store) => {
    const draft = specimen("a", { email: "x@example.org" }, { status: "draft" });
    const modified = modify(modify(draft, { size: 1 }), { size: 2 });
    await commitAll(store, [sample("s"), draft, modify(draft, { size: 1 }), modified]);
    const [before, samples] = [await store.archive.dump(specimenIndex, WHOLE), await store.archive.dump(sampleIndex, WHOLE)];
    await store.archive.drop(specimenIndex, ["specimen:a"]);
    await store.archive.drop(sampleIndex, ["sample:s"]);
    await store.archive.restore(specimenIndex, before);
    await store.archive.restore(sampleIndex, samples);
    const again = modify(modified, { size: 3 }, { fileIds: ["f1"], references: [refersTo(sample("s"))] });
    await commitAll(store, [again]);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.etag).toBe(again.etag);
    expect(await commit(store, specimen("b", { email: "x@example.org" }))).toEqual({ kind: "unique", write: 0, fields: ["email"] });
    expect(await commit(store, next(sample("s"), "delete"))).toMatchObject({ kind: "referenced", by: { resourceId: "specimen:a" } });
    expect(await store.listUnused(["f1", "f2"])).toEqual(["f2"]);
    expect(await commit(store, next(again, "update"), purge(next(again, "update")))).toEqual(COMMITTED);
  });
}

function dumps(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("dumps resources by their ids, page by page, deleted ones too", async (store) => {
    const names = ["%", "A", "a", "b.c", "b:", "c", "\uFFFD", "😀"];
    await commitAll(store, names.toReversed().map((name) => specimen(name)));
    await commitAll(store, [next(specimen("a"), "delete"), sample("other")]);
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: readonly ResourceDump[] = await store.archive.dump(specimenIndex, { after, limit: 3, payload: false });
      found.push(...page.map(({ meta }) => meta.resourceId));
      if (page.length < 3) break;
      after = found.at(-1) ?? null;
    }
    expect(found).toEqual(names.map((name) => `specimen:${name}`));
  });

  test("brings the data once, with the first revision that has it, and only when it is asked for", async (store) => {
    const first = specimen("a", {}, { fileIds: ["f2", "f1"] });
    const deleted = next(first, "delete");
    await commitAll(store, [first, deleted, next(deleted, "restore")]);
    const [dump] = await store.archive.dump(specimenIndex, WHOLE);
    const data = first.revision?.data ?? null;
    expect(dump?.revisions.map((revision) => revision.data)).toEqual([store.keepsPayloads ? data : null, null, null]);
    expect(dump?.revisions.map(({ fileIds }) => fileIds)).toEqual([["f1", "f2"], [], []]);
    expect(dump?.revisions.map(({ payloadUid }) => payloadUid)).toEqual(Array(3).fill(first.payloadUid));
    const [light] = await store.archive.dump(specimenIndex, { ...WHOLE, payload: false });
    expect(light?.revisions.map((revision) => revision.data)).toEqual([null, null, null]);
  });

  test("keeps the data that a dump names and doesn't bring, and lets go of the rest", async (store) => {
    const first = specimen("a");
    await commitAll(store, [first, next(first, "update")]);
    const [light] = await store.archive.dump(specimenIndex, { ...WHOLE, payload: false });
    const [whole] = await store.archive.dump(specimenIndex, WHOLE);
    if (light === undefined || whole === undefined) throw new Error("There is nothing in the dump.");
    await store.archive.restore(specimenIndex, [light]);
    expect(plain(await store.archive.dump(specimenIndex, WHOLE))).toEqual(plain([whole]));
    const { currentRevisionId } = first.meta;
    const shortened = { ...light, etag: first.etag, meta: { ...light.meta, totalRevisionCount: 1, currentRevisionId }, revisions: light.revisions.slice(0, 1) };
    await store.archive.restore(specimenIndex, [shortened]);
    expect(await store.readHoldings(specimenIndex, "specimen:a")).toMatchObject({ payloadUids: [first.payloadUid] });
    await commitAll(store, [next(first, "update")]);
  });
}

function replacements(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const [x, y] = [{ email: "x@example.org" }, { email: "y@example.org" }];

  test("restores over what is there, more than once", async (store) => {
    const [a, b] = [specimen("a", x, { fileIds: ["f1"] }), specimen("b", y)];
    await commitAll(store, [sample("s"), a, b]);
    const before = await store.archive.dump(specimenIndex, WHOLE);
    const freed = next(a, "update", { email: null }, { fileIds: ["f2"], references: [refersTo(sample("s"))] });
    await commitAll(store, [freed, next(b, "update", x)]);
    for (const _ of [1, 2]) await store.archive.restore(specimenIndex, before);
    expect(plain(await store.archive.dump(specimenIndex, WHOLE))).toEqual(plain(before));
    expect(await store.listUnused(["f1", "f2"])).toEqual(["f2"]);
    expect(await store.listReferrers(sampleIndex, "sample:s", { after: null, limit: 9 })).toEqual([]);
    expect((await store.listChanges({ since: 0, limit: 10 })).length).toBe(5);
    expect(await commit(store, specimen("c", y))).toMatchObject({ kind: "unique" });
  });

  test("leaves nothing of a restore that a unique value speaks against", async (store) => {
    const a = specimen("a", x);
    await commitAll(store, [a, specimen("c", {}, { fileIds: ["f1"] })]);
    const dumped = await store.archive.dump(specimenIndex, WHOLE);
    await store.archive.drop(specimenIndex, ["specimen:a"]);
    await commitAll(store, [specimen("b", x, { references: [] })]);
    const before = await answersOf(store);
    const others = dumped.map((dump) => ({ ...dump, etag: `${dump.etag}-other` }));
    await expect(store.archive.restore(specimenIndex, others.toReversed())).rejects.toMatchObject({ code: "UNIQUE_VIOLATION" });
    expect(await answersOf(store)).toEqual(before);
    const [first] = dumped;
    if (first === undefined) throw new Error("There is nothing in the dump.");
    await expect(store.archive.replace(specimenIndex, first, null)).rejects.toMatchObject({ code: "UNIQUE_VIOLATION" });
    expect(await answersOf(store)).toEqual(before);
  });

  test("replaces a resource in one state alone", async (store) => {
    const a = specimen("a", x);
    await commitAll(store, [a]);
    const [dump] = await store.archive.dump(specimenIndex, WHOLE);
    if (dump === undefined) throw new Error("There is nothing in the dump.");
    const mended = { ...dump, meta: { ...dump.meta, indexedData: { ...dump.meta.indexedData, size: 7 } } };
    const state = { etag: a.etag, totalRevisionCount: 1 };
    for (const wrong of [null, { ...state, etag: "other" }, { ...state, totalRevisionCount: 2 }]) {
      expect(await store.archive.replace(specimenIndex, mended, wrong)).toBe(false);
    }
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta).toEqual(a.meta);
    expect(await store.archive.replace(specimenIndex, mended, state)).toBe(true);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta.indexedData).toMatchObject({ ...x, size: 7 });
    await store.archive.drop(specimenIndex, ["specimen:a"]);
    expect(await store.archive.replace(specimenIndex, mended, state)).toBe(false);
    expect(await store.archive.replace(specimenIndex, dump, null)).toBe(true);
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta).toEqual(a.meta);
  });

  test("drops resources, and nothing of others", async (store) => {
    const references = [refersTo(sample("s"))];
    await commitAll(store, [sample("s"), specimen("a", x, { fileIds: ["f1", "f2"], references }), specimen("b", y, { fileIds: ["f2"], references })]);
    await store.archive.drop(specimenIndex, ["specimen:a", "specimen:never"]);
    expect(await store.readRevision(specimenIndex, "specimen:a", 1, { payload: true })).toBeUndefined();
    expect(await store.listUnused(["f1", "f2"])).toEqual(["f1"]);
    expect((await store.listReferrers(sampleIndex, "sample:s", { after: null, limit: 9 })).map(({ resourceId }) => resourceId)).toEqual(["specimen:b"]);
    expect((await store.listChanges({ since: 0, limit: 9 })).length).toBe(3);
    expect(await commit(store, specimen("a", x))).toEqual(COMMITTED);
  });
}

function changes(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("restores changes under their numbers, and goes on after them", async (store) => {
    const all = [change(3), change(7, { op: "update" }), change(1000, { op: "switch", changesetId: "one" })];
    await store.archive.restoreChanges(all.toReversed());
    await store.archive.restoreChanges([change(3, { by: "late" }), change(7, { by: "late" }), change(5, { op: "modify", by: "eve" })]);
    const expected = [change(3), change(5, { op: "modify", by: "eve" }), ...all.slice(1)];
    expect(await store.listChanges({ since: 0, limit: 10 })).toEqual(expected);
    expect(await store.listChanges({ since: 4, limit: 2 })).toEqual(expected.slice(1, 3));
    expect(await store.listChangeset("one")).toEqual(expected.slice(3));
    expect(await store.readChangeBefore(specimenIndex, "specimen:a", 7)).toEqual(expected[1]);
    await commitAll(store, [specimen("b")]);
    const [last] = await store.listChanges({ since: 1000, limit: 10 });
    expect(last?.resourceId).toBe("specimen:b");
  });

  test("restores what a purge made of the changes before it, and of no others", async (store) => {
    await store.archive.restoreChanges([change(1), change(2, { resourceId: "specimen:b" }), change(3, { op: "update" }), change(9)]);
    await store.archive.restoreChanges([change(5, { op: "purge", by: "bob" })]);
    expect((await store.listChanges({ since: 0, limit: 10 })).map(({ seq, by, reason }) => [seq, by, reason])).toEqual([
      [1, "", null],
      [2, "ann", "because"],
      [3, "", null],
      [5, "bob", "because"],
      [9, "ann", "because"],
    ]);
  });
}

function change(seq: number, part: Partial<Change> = {}): Change {
  const ids = { model: "specimen", resourceId: "specimen:a", revisionId: "specimen:a:1" };
  return { seq, ...ids, op: "create", at: time(0), by: "ann", reason: "because", requestId: "r", changesetId: null, ...part };
}

/** A bit of everything: deletions that share data, drafts that were modified, pointers that went back, unique values that moved. */
function* eventfulLife(): Iterable<ScriptedWrite | ReturnType<typeof purge>> {
  const [owner, former] = [sample("owner"), sample("former")];
  yield* [owner, former];
  const a = specimen("a", { email: "x@example.org", tags: ["p", "q"], active: true }, { fileIds: ["f1", "f2"], references: [refersTo(owner), refersTo(former, "tags", "cascade")] });
  const second = next(a, "update", { email: null, size: 2 }, { fileIds: ["f3"], references: [refersTo(owner, "owner", "setNull", 1)] });
  const third = next(second, "update", { size: 3 });
  yield* [a, second, third, switchTo(third, second, { at: 9 })];
  const draft = specimen("b", { email: "x@example.org" }, { status: "draft" });
  const once = modify(draft, { weight: 0.1 }, { fileIds: ["f1"] });
  yield* [draft, once, modify(once, { weight: 0.2 }, { fileIds: ["f4"] })];
  const c = specimen("c", { country: "de", serial: 1 }, { fileIds: ["f2"] });
  const deleted = next(c, "delete");
  yield* [c, deleted, specimen("d", { country: "de", serial: 1 })];
  const e = specimen("e", {}, { status: "draft" });
  const gone = next(e, "delete", {}, { status: "draft" });
  const back = next(gone, "restore", {}, { status: "draft" });
  // The first revision's data outlives it: the second and third share it when the first is modified.
  const first = { ...switchTo(back, e), revision: e.revision };
  yield* [e, gone, back, switchTo(back, e), modify(first, { size: 9 })];
  const f = specimen("f", {}, { by: "eve" });
  yield* [f, purge(f)];
}

async function writeAtRandom(store: PlainStore, random: Random): Promise<void> {
  const units = new RandomUnits(random);
  for (let step = 0; step < 60; step++) {
    const unit = units.next();
    if ((await commit(store, ...unit)).kind === "committed") units.committed(unit);
  }
}

/** By way of another store, and in the place of what is there, and where nothing is. */
async function compareAfterCopies(store: PlainStore): Promise<void> {
  const before = await answersOf(store);
  const other = memoryStorage({ keepsPayloads: store.keepsPayloads });
  await copy(store, toPlainStore(other.meta));
  expect(await answersOf(toPlainStore(other.meta))).toEqual(before);
  await copy(toPlainStore(other.meta), store);
  expect(await answersOf(store)).toEqual(before);
  for (const index of [specimenIndex, sampleIndex]) {
    const dumped = await store.archive.dump(index, WHOLE);
    await store.archive.drop(index, dumped.map(({ meta }) => meta.resourceId));
    expect(await store.count(index, null, true)).toBe(0);
  }
  await copy(toPlainStore(other.meta), store);
  expect(await answersOf(store)).toEqual(before);
  await other.close();
}

async function copy(from: PlainStore, to: PlainStore): Promise<void> {
  for (const index of [sampleIndex, specimenIndex]) await to.archive.restore(index, await from.archive.dump(index, WHOLE));
  await to.archive.restoreChanges(await from.listChanges({ since: 0, limit: 10_000 }));
}

/** All that a store says. */
async function answersOf(store: PlainStore): Promise<unknown> {
  const answers: unknown[] = [await store.listChanges({ since: 0, limit: 10_000 }), await store.listUnused(FILE_IDS)];
  for (const index of [specimenIndex, sampleIndex]) {
    const found = await store.search(index, query({ includeDeleted: true }), { payload: true });
    answers.push(found, plain(await store.archive.dump(index, WHOLE)));
    for (const { meta } of found) answers.push(await answersAbout(store, index, meta.resourceId));
  }
  return answers;
}

async function answersAbout(store: PlainStore, index: typeof specimenIndex, id: string): Promise<unknown[]> {
  const revisions = await store.listRevisions(index, id, { before: null, limit: 100 });
  const { payloadUids, fileIds } = await store.readHoldings(index, id);
  return [
    await store.readMeta(index, id),
    revisions,
    await Promise.all(revisions.map((_, at) => store.readRevision(index, id, at + 1, { payload: true }))),
    await store.listReferrers(index, id, { after: null, limit: 100 }),
    [payloadUids.toSorted(), fileIds.toSorted()],
  ];
}

/** With facts as values, and references in an order. */
function plain(all: readonly ResourceDump[]): unknown {
  return all.map((dump) => ({
    ...dump,
    revisions: dump.revisions.map((revision) => ({ ...revision, info: revision.info.value })),
    references: dump.references.map((reference) => JSON.stringify([reference.path, reference.targetId, reference.n, reference.onDelete])).toSorted(),
  }));
}
