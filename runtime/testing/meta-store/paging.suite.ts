import { expect } from "vitest";
import type { IndexedValue } from "../../core/resource.js";
import { valueOf } from "../../query/compare.js";
import { compare } from "../../query/conditions.js";
import type { Order, Query } from "../../query/query.js";
import type { PlainStore } from "../plain-store.js";
import { specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commitAll, next, specimen } from "../scripted-writes.js";
import { by, position, query, search } from "../searches.js";

const rows: [string, IndexedValue, IndexedValue, IndexedValue][] = [
  ["a", 2, 0.5, true],
  ["b", null, 1.5, false],
  ["c", 2, null, null],
  ["d", 1, 0.5, true],
  ["e", null, null, false],
  ["f", 2, 0.5, null],
  ["g", -10, 2, true],
  ["h", 1, 0.5, false],
];
const specimens = rows.map(([name, size, weight, active], at) => specimen(name, { size, weight, active }, { at: at % 3 }));

/** Orders and the names in them; null comes before every value, so last where the direction is down. */
const orders: [readonly Order[], string][] = [
  [by("name"), "abcdefgh"],
  [by("-name"), "hgfedcba"],
  [by("size"), "begdhacf"],
  [by("-size"), "acfdhgbe"],
  [by("active"), "cfbehadg"],
  [by("-active"), "adgbehcf"],
  [by("size", "weight"), "ebgdhcaf"],
  [by("-size", "weight"), "cafdhgeb"],
  [by("size", "-weight", "-name"), "beghdfac"],
  [by("-size", "-weight", "active"), "fachdgbe"],
  [by("createdTime"), "adgbehcf"],
  [by("-updatedTime", "-name"), "fchebgda"],
  [by("active", "-size", "weight", "-createdTime", "name"), "cfhebadg"],
  [[{ field: "size", direction: "desc" }, { field: "resourceId", direction: "desc" }], "fcahdgeb"],
];

/** The order of lists, and pages of them. */
export function pagingSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  for (const [orderBy, names] of orders) {
    const title = orderBy.map(({ field, direction }) => `${field} ${direction}`).join(", ");
    test(`sorts by ${title}`, async (store) => {
      await commitAll(store, specimens);
      expect((await search(store, { orderBy })).join("")).toBe(names);
      for (const limit of [1, 3]) expect((await pages(store, { orderBy, limit })).join("")).toBe(names);
    });
  }

  test("pages by offset", async (store) => {
    await commitAll(store, specimens);
    expect(await search(store, { limit: 3, offset: 0 })).toEqual(["a", "b", "c"]);
    expect(await search(store, { limit: 3, offset: 6 })).toEqual(["g", "h"]);
    expect(await search(store, { limit: 3, offset: 8 })).toEqual([]);
    expect(await search(store, { limit: 0 })).toEqual([]);
  });

  test("goes on after a position where nothing is any more", async (store) => {
    await commitAll(store, specimens);
    expect(await search(store, { orderBy: by("size"), after: [1, "specimen:e"] })).toEqual(["h", "a", "c", "f"]);
    expect(await search(store, { orderBy: by("-size"), after: [0, ""] })).toEqual(["g", "b", "e"]);
    expect(await search(store, { orderBy: by("-size"), after: [null, "specimen:b"] })).toEqual(["e"]);
    expect(await search(store, { orderBy: by("size"), after: [2, "specimen:f"] })).toEqual([]);
  });

  test("pages through what a condition finds", async (store) => {
    await commitAll(store, [...specimens, ...deletedOnes()]);
    const where = compare("size", "ge", 1);
    expect((await pages(store, { where, orderBy: by("-size"), limit: 2 })).join("")).toBe("acfdh");
    expect((await pages(store, { where, orderBy: by("-size"), limit: 2, includeDeleted: true })).join("")).toBe("acfzdh");
  });

  for (const [orderBy, names] of orders) {
    const title = orderBy.map(({ field, direction }) => `${field} ${direction}`).join(", ");
    test(`shows what nobody touches once, by ${title}, while others are written`, async (store) => {
      await commitAll(store, specimens);
      const found = await pages(store, { orderBy, limit: 2 }, (page) => disturb(store, page));
      expect(found.filter((name) => String(name).length === 1).join("")).toBe(names);
    });
  }

  test("shows no resource twice and skips none while others are written", async (store) => {
    await commitAll(store, specimens);
    const orderBy = by("-size");
    const [last] = (await store.search(specimenIndex, query({ orderBy, limit: 3 }), { payload: false })).slice(-1);
    await commitAll(store, [specimen("x", { size: 99 }), specimen("y", { size: 0 })]);
    const after = last === undefined ? null : position(last.meta, orderBy);
    expect((await search(store, { orderBy, after })).join("")).toBe("dhygbe");
  });
}

/** Writes, after a page, to all but `rows`: moves and deletes what is there, and puts new ones in all places. */
async function disturb(store: PlainStore, page: number): Promise<void> {
  const [moved, deleted] = [specimen(`m${page}`, { size: 99, weight: -1 }), specimen(`d${page}`, { size: 1 })];
  await commitAll(store, [moved, deleted, specimen(`n${page}`), specimen(`s${page}`, { size: 2, weight: 0.5, active: true })]);
  await commitAll(store, [next(moved, "update", { size: page % 2 === 0 ? null : 2, active: false }), next(deleted, "delete")]);
}

function deletedOnes() {
  const z = specimen("z", { size: 2 });
  return [z, next(z, "delete")];
}

/**
 * The names of all pages of a search, one after the other.
 *
 * @param meanwhile is run after each of the first pages.
 */
async function pages(store: PlainStore, part: Partial<Query>, meanwhile?: (page: number) => Promise<void>): Promise<IndexedValue[]> {
  const names: IndexedValue[] = [];
  let page = 0;
  for (let after: readonly IndexedValue[] | null = null; ; ) {
    const current: Query = query({ ...part, after });
    const found = await store.search(specimenIndex, current, { payload: false });
    names.push(...found.map(({ meta }) => valueOf(meta.indexedData, "name")));
    const last = found.at(-1);
    if (last === undefined) return names;
    after = position(last.meta, current.orderBy);
    if (page++ < 20) await meanwhile?.(page);
  }
}
