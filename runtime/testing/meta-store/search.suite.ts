import { expect } from "vitest";
import { and, compare, has, match, not, oneOf, or } from "../../query/conditions.js";
import type { Condition } from "../../query/query.js";
import type { PlainStore } from "../plain-store.js";
import { sampleIndex, specimenIndex } from "../conformance-models.js";
import { storeTest, type OpenStore } from "../open-store.js";
import { commitAll, dataOf, next, sample, specimen, switchTo, time } from "../scripted-writes.js";
import { query, search } from "../searches.js";

const NEW_YEAR = "2027-01-01T00:00:00.000Z";

const specimens = [
  specimen("a", { size: 1, weight: 0.5, active: true, dueDate: NEW_YEAR, "address.city": "Bonn", tags: ["x", "y"], "lines.score": [0.1, 3] }, { at: 1, by: "ann" }),
  specimen("b", { size: 2, weight: -1, active: false, dueDate: "2027-01-01T00:00:00.001Z", tags: ["y", '","', "xy"] }, { at: 2, by: "bob" }),
  specimen("c", { size: 10, weight: 2, "address.city": "Bern", tags: [], "lines.score": [-3] }, { at: 3, by: "ann" }),
  specimen("d", {}, { at: 4, by: "eve", schemaVersion: "v2" }),
];

/** Every condition with the specimens that meet it; its negation must find exactly the others. */
const conditions: [string, Condition, string][] = [
  ["eq text", compare("address.city", "eq", "Bonn"), "a"],
  ["ne text, null differs", compare("address.city", "ne", "Bonn"), "bcd"],
  ["eq null", compare("size", "eq", null), "d"],
  ["ne null", compare("size", "ne", null), "abc"],
  ["gt integer", compare("size", "gt", 2), "c"],
  ["ge integer", compare("size", "ge", 2), "bc"],
  ["lt integer, not null", compare("size", "lt", 10), "ab"],
  ["le integer", compare("size", "le", 1), "a"],
  ["gt null", compare("size", "gt", null), ""],
  ["le null", compare("size", "le", null), ""],
  ["eq real", compare("weight", "eq", 0.5), "a"],
  ["eq real, whole", compare("weight", "eq", 2), "c"],
  ["lt real", compare("weight", "lt", 0), "b"],
  ["eq true", compare("active", "eq", true), "a"],
  ["ne true, null differs", compare("active", "ne", true), "bcd"],
  ["eq false, null is not false", compare("active", "eq", false), "b"],
  ["le date", compare("dueDate", "le", NEW_YEAR), "a"],
  ["gt date, by the millisecond", compare("dueDate", "gt", NEW_YEAR), "b"],
  ["in", oneOf("size", [1, 10, 99]), "ac"],
  ["in, with null", oneOf("size", [1, null]), "ad"],
  ["in, only null", oneOf("size", [null]), "d"],
  ["in, booleans", oneOf("active", [true, false]), "ab"],
  ["in nothing", oneOf("size", []), ""],
  ["like", match("address.city", "like", "B%n_"), "a"],
  ["like, null is like nothing", match("address.city", "like", "%"), "ac"],
  ["has", has("tags", "y"), "ab"],
  ["has, the whole value", has("tags", "x"), "a"],
  ["has, no matter what JSON looks like", has("tags", ","), ""],
  ["has, with quotes", has("tags", '","'), "b"],
  ["has number", has("lines.score", 3), "a"],
  ["has number, to the last digit", has("lines.score", 0.1), "a"],
  ["has number, not nearly", has("lines.score", 0.1000000000000001), ""],
  ["eq null, an empty list is none", compare("tags", "eq", null), "d"],
  ["ne null, of a list", compare("lines.score", "ne", null), "ac"],
  ["has, together", and(has("tags", "x"), has("tags", "y")), "a"],
  ["and", and(compare("size", "ge", 1), compare("active", "ne", true)), "bc"],
  ["or", or(compare("size", "eq", 1), compare("size", "eq", null)), "ad"],
  ["and of nothing", and(), "abcd"],
  ["or of nothing", or(), ""],
  ["not, of an ordering", not(compare("size", "gt", 1)), "ad"],
  ["not, twice", not(not(compare("size", "gt", 1))), "bc"],
  ["nested", or(and(compare("size", "gt", 1), not(oneOf("name", ["c", "d"]))), not(or(compare("name", "ne", "d"), compare("size", "eq", 1)))), "bd"],
  ["resourceId", oneOf("resourceId", ["specimen:b", "specimen:x"]), "b"],
  ["createdBy", compare("createdBy", "eq", "ann"), "ac"],
  ["updatedBy", compare("updatedBy", "gt", "ann"), "bd"],
  ["createdTime", compare("createdTime", "lt", time(3)), "ab"],
  ["updatedTime", compare("updatedTime", "ge", time(3)), "cd"],
  ["schemaVersion", compare("schemaVersion", "eq", "v2"), "d"],
  ["totalRevisionCount", compare("totalRevisionCount", "gt", 1), ""],
];

/** What conditions find. Two-valued logic: a condition holds or it doesn't, and `not` turns that round, null or not. */
export function searchSuite(open: OpenStore<PlainStore>): void {
  const test = storeTest(open);

  for (const [title, where, names] of conditions) {
    test(`finds by ${title}`, async (store) => {
      await commitAll(store, specimens);
      expect((await search(store, { where })).join("")).toBe(names);
      const others = [..."abcd"].filter((name) => !names.includes(name)).join("");
      expect((await search(store, { where: not(where) })).join("")).toBe(others);
      expect(await store.count(specimenIndex, where, false)).toBe(names.length);
    });
  }

  test("finds nothing in an empty store", async (store) => {
    expect(await search(store, {})).toEqual([]);
    expect(await store.count(specimenIndex, null, true)).toBe(0);
  });

  test("leaves deleted resources out unless asked for them", async (store) => {
    const [a, b] = [specimen("a", { size: 1 }), specimen("b", { size: 1 })];
    const deleted = next(a, "delete");
    await commitAll(store, [a, b, deleted]);
    const where = compare("size", "eq", 1);
    expect(await search(store, { where })).toEqual(["b"]);
    expect(await search(store, { where, includeDeleted: true })).toEqual(["a", "b"]);
    expect(await store.count(specimenIndex, where, false)).toBe(1);
    expect(await store.count(specimenIndex, where, true)).toBe(2);
    await commitAll(store, [next(deleted, "restore")]);
    expect(await search(store, { where })).toEqual(["a", "b"]);
  });

  test("looks at the current revision only", async (store) => {
    const first = specimen("a", { size: 1 });
    const second = next(first, "update", { size: 2 });
    await commitAll(store, [first, second]);
    expect(await search(store, { where: compare("size", "eq", 1) })).toEqual([]);
    expect(await search(store, { where: compare("totalRevisionCount", "eq", 2) })).toEqual(["a"]);
    await commitAll(store, [switchTo(second, first)]);
    expect(await search(store, { where: compare("size", "eq", 1) })).toEqual(["a"]);
  });

  test("gives meta, revision, etag and data of what it finds", async (store) => {
    const first = specimen("a", { size: 1 });
    const second = next(first, "update", { size: 2 }, { reason: "grown" });
    const other = specimen("b");
    const deleted = next(other, "delete");
    await commitAll(store, [first, second, other, deleted]);
    const found = (payload: boolean) => store.search(specimenIndex, query({ includeDeleted: true }), { payload });
    const expected = (payload: boolean) =>
      [second, deleted].map(({ meta, etag, revision, payloadUid }) => {
        const data = payload && store.keepsPayloads ? dataOf(payloadUid) : undefined;
        return { meta, etag, revision: revision?.info, payloadUid, data };
      });
    for (const payload of [false, true]) expect(await found(payload)).toEqual(expected(payload));
  });

  test("keeps models apart", async (store) => {
    await commitAll(store, [specimen("a"), sample("s")]);
    expect((await store.search(sampleIndex, query(), { payload: false })).map(({ meta }) => meta.resourceId)).toEqual(["sample:s"]);
    expect(await store.count(specimenIndex, null, true)).toBe(1);
  });

  test("takes a long list of values", async (store) => {
    await commitAll(store, specimens);
    const sizes = Array.from({ length: 1000 }, (_, at) => at + 2);
    expect(await search(store, { where: oneOf("size", sizes) })).toEqual(["b", "c"]);
  });
}
