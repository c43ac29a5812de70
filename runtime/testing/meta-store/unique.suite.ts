import { expect } from "vitest";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commit, commitAll, next, sample, specimen, switchTo } from "../scripted-writes.js";

const COMMITTED = { kind: "committed" };
const emailTaken = (write: number) => ({ kind: "unique", write, fields: ["email"] });
const numberTaken = (write: number) => ({ kind: "unique", write, fields: ["country", "serial"] });
const x = { email: "x@example.org" };
const y = { email: "y@example.org" };

const numbered = (name: string, country: string, serial: number) => specimen(name, { country, serial });

/** Values that no two resources that are not deleted may share. */
export function uniqueSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  test("refuses a second resource with the same value, and names the fields", async (store) => {
    await commitAll(store, [specimen("a", x)]);
    expect(await commit(store, specimen("b", x))).toEqual(emailTaken(0));
    expect(await store.readMeta(specimenIndex, "specimen:b")).toBeUndefined();
    expect(await commit(store, specimen("b", { email: "X@example.org" }))).toEqual(COMMITTED);
  });

  test("looks at all the fields of a set together", async (store) => {
    await commitAll(store, [numbered("a", "de", 1), numbered("b", "de", 2), numbered("c", "fr", 1)]);
    expect(await commit(store, numbered("d", "de", 2))).toEqual(numberTaken(0));
    expect(await commit(store, numbered("d", "fr", 2))).toEqual(COMMITTED);
  });

  test("lets null repeat, alone and in a set", async (store) => {
    const half = { email: null, country: "de", serial: null };
    await commitAll(store, ["a", "b", "c"].map((name) => specimen(name, half)));
    await commitAll(store, ["d", "e"].map((name) => specimen(name, { country: null, serial: 1 })));
    expect(await store.count(specimenIndex, null, false)).toBe(5);
  });

  test("names the first of several sets that are taken", async (store) => {
    const all = { ...x, country: "de", serial: 1 };
    await commitAll(store, [specimen("a", all), specimen("b", { country: "fr", serial: 2 })]);
    expect(await commit(store, specimen("c", all))).toEqual(emailTaken(0));
    expect(await commit(store, specimen("c", { ...x, country: "fr", serial: 2 }))).toEqual(emailTaken(0));
  });

  test("keeps models apart", async (store) => {
    await commitAll(store, [sample("same"), specimen("same", { email: "same" })]);
    expect(await commit(store, { ...sample("other"), meta: { ...sample("other").meta, indexedData: { label: "same" } } })).toEqual({
      kind: "unique",
      write: 0,
      fields: ["label"],
    });
  });

  test("refuses an update to a taken value, and allows one to its own", async (store) => {
    const a = specimen("a", x);
    const b = specimen("b", y);
    await commitAll(store, [a, b]);
    expect(await commit(store, next(b, "update", x))).toEqual(emailTaken(0));
    expect((await store.readMeta(specimenIndex, "specimen:b"))?.meta).toEqual(b.meta);
    expect(await commit(store, next(a, "update", { ...x, size: 2 }))).toEqual(COMMITTED);
    expect(await commit(store, next(b, "update", { email: "z@example.org" }))).toEqual(COMMITTED);
    expect(await commit(store, specimen("c", y))).toEqual(COMMITTED);
  });

  test("a deleted resource claims nothing, until it is restored", async (store) => {
    const a = specimen("a", x);
    const deleted = next(a, "delete");
    const b = specimen("b", x);
    await commitAll(store, [a, deleted, b]);
    expect(await commit(store, next(deleted, "restore"))).toEqual(emailTaken(0));
    expect((await store.readMeta(specimenIndex, "specimen:a"))?.meta.isDeleted).toBe(true);
    await commitAll(store, [next(b, "delete"), next(deleted, "restore")]);
    expect(await commit(store, specimen("c", x))).toEqual(emailTaken(0));
  });

  test("refuses a switch back to a value that was taken since", async (store) => {
    const first = specimen("a", x);
    const second = next(first, "update", y);
    await commitAll(store, [first, second, specimen("b", x)]);
    expect(await commit(store, switchTo(second, first))).toEqual(emailTaken(0));
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: second.meta, etag: second.etag });
  });

  test("checks each write of a unit in its turn", async (store) => {
    const a = specimen("a", x);
    const b = specimen("b", y);
    await commitAll(store, [a, b]);
    expect(await commit(store, next(a, "update", y), next(b, "update", x))).toEqual(emailTaken(0));
    expect(await commit(store, next(a, "delete"), specimen("c", x), next(b, "update", x))).toEqual(emailTaken(2));
    expect(await store.readMeta(specimenIndex, "specimen:a")).toEqual({ meta: a.meta, etag: a.etag });
    expect(await store.readMeta(specimenIndex, "specimen:c")).toBeUndefined();

    const aside = next(a, "update", { email: null });
    expect(await commit(store, aside, next(b, "update", x), next(aside, "update", y))).toEqual(COMMITTED);
    const emails = await Promise.all(["a", "b"].map((name) => store.readMeta(specimenIndex, `specimen:${name}`)));
    expect(emails.map((stored) => stored?.meta.indexedData["email"])).toEqual([y.email, x.email]);
  });

  test("gives back every value that a failed unit had claimed or freed", async (store) => {
    const a = specimen("a", x);
    await commitAll(store, [a]);
    expect((await commit(store, next(a, "update", y), specimen("b", x), specimen("a"))).kind).toBe("duplicate");
    expect(await commit(store, specimen("c", x))).toEqual(emailTaken(0));
    expect(await commit(store, specimen("c", y))).toEqual(COMMITTED);
  });

  test("says that a resource exists or has moved on before it looks at its values", async (store) => {
    const a = specimen("a", x);
    await commitAll(store, [a, specimen("b", y)]);
    expect(await commit(store, specimen("a", y))).toEqual({ kind: "duplicate", write: 0 });
    expect(await commit(store, { ...next(a, "update", y), expected: { etag: "gone", totalRevisionCount: 1 } })).toEqual({
      kind: "conflict",
      write: 0,
    });
  });
}
