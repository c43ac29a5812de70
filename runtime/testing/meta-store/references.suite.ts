import { expect } from "vitest";
import type { OnDelete } from "../../stores/meta-store.js";
import type { PlainStore } from "../plain-store.js";
import { sampleIndex, specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, modify, next, purge, refersTo, sample, specimen, switchTo } from "../scripted-writes.js";

const COMMITTED = { kind: "committed" };
const ALL = { after: null, limit: 100 };
const kinds: readonly OnDelete[] = ["cascade", "setNull", "restrict"];

/** What refers to what, and that nothing refers to what is not there. */
export function referencesSuite(open: OpenStore<PlainStore>): void {
  targets(open);
  deletions(open);
  units(open);
  lists(open);
}

function targets(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const owner = sample("owner");

  test("refuses a reference to what is not there, or deleted", async (store) => {
    for (const kind of kinds) {
      const reference = refersTo(owner, "owner", kind);
      const missing = { kind: "missing", write: 0, reference };
      expect(await commit(store, specimen("a", {}, { references: [reference] }))).toEqual(missing);
    }
    const deleted = next(owner, "delete");
    await commitAll(store, [owner, deleted]);
    const references = [refersTo(owner)];
    expect(await commit(store, specimen("a", {}, { references }))).toEqual({ kind: "missing", write: 0, reference: references[0] });
    expect(await store.readMeta(specimenIndex, "specimen:a")).toBeUndefined();
    await commitAll(store, [next(deleted, "restore"), specimen("a", {}, { references })]);
  });

  test("refuses a reference to a revision that is not there", async (store) => {
    const second = next(owner, "update");
    await commitAll(store, [owner, second]);
    for (const n of [0, -1, 3, 1.5]) {
      const reference = refersTo(owner, "owner", "restrict", n);
      expect(await commit(store, specimen("a", {}, { references: [reference] }))).toEqual({ kind: "missing", write: 0, reference });
    }
    const references = [1, 2].map((n) => refersTo(owner, "owner", "restrict", n));
    expect(await commit(store, specimen("a", {}, { references }))).toEqual(COMMITTED);
  });

  test("looks for a resource in its own model's table", async (store) => {
    await commitAll(store, [owner]);
    const reference = { ...refersTo(owner), target: { index: specimenIndex, resourceId: "sample:owner", n: null } };
    expect(await commit(store, specimen("a", {}, { references: [reference] }))).toMatchObject({ kind: "missing" });
  });

  test("lets a dangling reference be", async (store) => {
    const references = [refersTo(owner, "owner", "dangling"), refersTo(owner, "former", "dangling", 7)];
    expect(await commit(store, specimen("a", {}, { references }))).toEqual(COMMITTED);
    await commitAll(store, [owner]);
    expect(await commit(store, next(owner, "delete"))).toEqual(COMMITTED);
    expect((await store.listReferrers(sampleIndex, "sample:owner", ALL)).map(({ path, n }) => [path, n])).toEqual([["former", 7], ["owner", null]]);
  });

  test("tells of a state that has moved on, or a value that is taken, before it tells of references", async (store) => {
    const first = specimen("a", { email: "x@example.org" });
    await commitAll(store, [first, next(first, "update")]);
    const references = [refersTo(owner)];
    expect(await commit(store, next(first, "update", {}, { references }))).toEqual({ kind: "conflict", write: 0 });
    expect(await commit(store, specimen("a", {}, { references }))).toEqual({ kind: "duplicate", write: 0 });
    expect(await commit(store, specimen("b", { email: "x@example.org" }, { references }))).toEqual({ kind: "unique", write: 0, fields: ["email"] });
    expect(await commit(store, specimen("b", {}, { references }))).toMatchObject({ kind: "missing" });
  });

  test("lets a resource refer to itself, and to a revision that it gets", async (store) => {
    const self = specimen("a");
    expect(await commit(store, { ...self, references: [refersTo(self), refersTo(self, "first", "restrict", 1)] })).toEqual(COMMITTED);
    const second = next(self, "update");
    const future = refersTo(self, "next", "restrict", 3);
    expect(await commit(store, { ...second, references: [future] })).toEqual({ kind: "missing", write: 0, reference: future });
    expect(await commit(store, { ...second, references: [refersTo(self, "second", "restrict", 2)] })).toEqual(COMMITTED);
    expect(await commit(store, next(second, "delete"))).toEqual(COMMITTED);
  });

  test("fails alone among its neighbours", async (store) => {
    const outcomes = await Promise.all([
      commit(store, specimen("a", {}, { references: [refersTo(owner)] })),
      commit(store, owner),
      commit(store, specimen("b", {}, { references: [refersTo(owner)] })),
      commit(store, next(owner, "delete")),
      commit(store, specimen("c")),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(["missing", "committed", "committed", "referenced", "committed"]);
  });
}

function deletions(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const owner = sample("owner");

  test("refuses to delete or purge what another resource refers to", async (store) => {
    await commitAll(store, [owner]);
    for (const kind of kinds) {
      const referrer = specimen(kind, {}, { references: [refersTo(owner, "owner", kind, kind === "restrict" ? 1 : null)] });
      await commitAll(store, [referrer]);
      const by = { resourceId: `specimen:${kind}`, path: "owner", onDelete: kind, n: kind === "restrict" ? 1 : null };
      expect(await commit(store, next(owner, "delete"))).toEqual({ kind: "referenced", write: 0, by });
      expect(await commit(store, purge(owner))).toEqual({ kind: "referenced", write: 0, by });
      await commitAll(store, [next(referrer, "delete")]);
    }
    expect((await store.readMeta(sampleIndex, "sample:owner"))?.meta).toEqual(owner.meta);
    expect(await commit(store, next(owner, "delete"))).toEqual(COMMITTED);
  });

  test("names the first of many, by id and path", async (store) => {
    const references = [refersTo(owner, "z"), refersTo(owner, "b"), refersTo(owner, "a", "dangling")];
    await commitAll(store, [owner, specimen("y", {}, { references }), specimen("x", {}, { references })]);
    expect(await commit(store, next(owner, "delete"))).toMatchObject({ kind: "referenced", by: { resourceId: "specimen:x", path: "b" } });
  });

  test("tells of a state that has moved on before it tells of referrers", async (store) => {
    await commitAll(store, [owner, specimen("a", {}, { references: [refersTo(owner)] })]);
    const stale = { ...owner, etag: "stale" };
    for (const write of [next(stale, "delete"), purge(stale)]) expect(await commit(store, write)).toEqual({ kind: "conflict", write: 0 });
  });

  test("forgets what a purged resource referred to", async (store) => {
    const referrer = specimen("a", {}, { references: [refersTo(owner)] });
    await commitAll(store, [owner, referrer, purge(referrer)]);
    expect(await store.listReferrers(sampleIndex, "sample:owner", ALL)).toEqual([]);
    expect(await commit(store, purge(owner))).toEqual(COMMITTED);
  });
}

function units(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const [owner, other] = [sample("owner"), sample("other")];
  const referrer = specimen("a", {}, { references: [refersTo(owner)] });

  test("takes target and referrer together, in either order", async (store) => {
    expect(await commit(store, referrer, owner)).toEqual(COMMITTED);
    expect(await commit(store, other, specimen("b", {}, { references: [refersTo(other)] }))).toEqual(COMMITTED);
  });

  test("deletes or purges both ends at once, in either order", async (store) => {
    await commitAll(store, [owner, referrer]);
    expect(await commit(store, next(owner, "delete"), next(referrer, "delete"))).toEqual(COMMITTED);
    const again = specimen("b", {}, { references: [refersTo(other)] });
    await commitAll(store, [other, again]);
    expect(await commit(store, purge(again), purge(other))).toEqual(COMMITTED);
  });

  test("lets a unit form a cycle, and take it apart", async (store) => {
    const left = specimen("l", {}, { references: [refersTo(specimen("r"), "right")] });
    const right = specimen("r", {}, { references: [refersTo(left, "left")] });
    expect(await commit(store, left)).toMatchObject({ kind: "missing" });
    expect(await commit(store, left, right)).toEqual(COMMITTED);
    expect(await commit(store, next(left, "delete"))).toMatchObject({ kind: "referenced", by: { resourceId: "specimen:r" } });
    expect(await commit(store, purge(left), purge(right))).toEqual(COMMITTED);
  });

  test("goes by what a resource refers to after the last of its writes", async (store) => {
    const back = next(referrer, "update", {}, { references: [] });
    expect(await commit(store, referrer, back)).toEqual(COMMITTED);
    const wrong = next(back, "update", {}, { references: [refersTo(other)] });
    const right = next(wrong, "update", {}, { references: [refersTo(owner)] });
    expect(await commit(store, wrong, right, owner)).toEqual(COMMITTED);
    expect(await commit(store, next(owner, "delete"), next(right, "update", {}, { references: [] }))).toEqual(COMMITTED);
  });

  test("refuses a unit that leaves a reference of its own to what it deletes, in whatever order, without trace", async (store) => {
    await commitAll(store, [owner]);
    const deletion = next(owner, "delete");
    expect(await commit(store, referrer, deletion)).toEqual({ kind: "missing", write: 0, reference: refersTo(owner) });
    expect(await commit(store, specimen("n"), deletion, referrer)).toEqual({ kind: "missing", write: 2, reference: refersTo(owner) });
    expect(await store.listReferrers(sampleIndex, "sample:owner", ALL)).toEqual([]);
    expect(await store.readMeta(specimenIndex, "specimen:n")).toBeUndefined();
    expect(await commit(store, referrer)).toEqual(COMMITTED);
  });

  test("takes back a deletion that is undone in the same unit", async (store) => {
    await commitAll(store, [owner, referrer]);
    const deletion = next(owner, "delete");
    expect(await commit(store, deletion, next(deletion, "restore"))).toEqual(COMMITTED);
    const restored = next(deletion, "restore");
    expect(await commit(store, purge(restored), sample("owner", { uid: "again" }))).toEqual(COMMITTED);
  });
}

function lists(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);
  const owner = sample("owner");

  test("lists who refers to a resource, by id and path, in pages", async (store) => {
    const references = [refersTo(owner, "b", "cascade"), refersTo(owner, "a", "setNull", 1), refersTo(owner, "a", "setNull", 1)];
    const names = ["\uFFFD", "a", "😀", "B", "__proto__"];
    await commitAll(store, [owner, sample("other"), ...names.map((name) => specimen(name, {}, { references }))]);
    const sorted = ["B", "__proto__", "a", "\uFFFD", "😀"];
    const expected = sorted.flatMap((name) => [
      { resourceId: `specimen:${name}`, path: "a", onDelete: "setNull", n: 1 },
      { resourceId: `specimen:${name}`, path: "b", onDelete: "cascade", n: null },
    ]);
    expect(await store.listReferrers(sampleIndex, "sample:owner", ALL)).toEqual(expected);
    for (const [at, after] of expected.entries()) {
      expect(await store.listReferrers(sampleIndex, "sample:owner", { after, limit: 3 })).toEqual(expected.slice(at + 1, at + 4));
    }
    expect(await store.listReferrers(sampleIndex, "sample:other", ALL)).toEqual([]);
  });

  test("lists a field once that names many revisions, with the first of them", async (store) => {
    const references = [3, 1, 2].map((n) => refersTo(owner, "pinned", "restrict", n));
    const second = next(owner, "update");
    await commitAll(store, [owner, second, next(second, "update"), specimen("a", {}, { references })]);
    expect(await store.listReferrers(sampleIndex, "sample:owner", ALL)).toEqual([{ resourceId: "specimen:a", path: "pinned", onDelete: "restrict", n: 1 }]);
  });

  test("keeps what a write says nothing of, and replaces what it names", async (store) => {
    const other = sample("other");
    const draft = specimen("a", {}, { status: "draft", references: [refersTo(owner)] });
    const second = next(draft, "update", {}, { status: "draft" });
    await commitAll(store, [owner, other, draft, second]);
    const referrers = (name: string) => store.listReferrers(sampleIndex, `sample:${name}`, ALL);
    expect(await referrers("owner")).toHaveLength(1);
    const modified = modify(second, {}, { references: [refersTo(other)] });
    await commitAll(store, [modified]);
    expect([await referrers("owner"), await referrers("other")]).toMatchObject([[], [{ resourceId: "specimen:a" }]]);
    await commitAll(store, [switchTo(modified, draft, { references: [refersTo(owner)] })]);
    expect([await referrers("owner"), await referrers("other")]).toMatchObject([[{ resourceId: "specimen:a" }], []]);
  });

  test("no longer lists a resource that was deleted", async (store) => {
    const referrer = specimen("a", {}, { references: [refersTo(owner)] });
    await commitAll(store, [owner, referrer, next(referrer, "delete")]);
    expect(await store.listReferrers(sampleIndex, "sample:owner", ALL)).toEqual([]);
  });
}
