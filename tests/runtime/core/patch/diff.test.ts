import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyJsonPatch, diff, invert } from "../../../../runtime/core/patch/index.js";

const numbers = (length: number, from = 0): number[] => Array.from({ length }, (_, n) => n + from);
const items = (length: number): { id: number; title: string }[] => numbers(length).map((id) => ({ id, title: `Item ${id}` }));

describe("diff", () => {
  it.each([
    [1, 1, []],
    [{ a: 1, b: { c: [] } }, { b: { c: [] }, a: 1 }, []],
    [0, -0, []],
    [1, "1", [{ op: "replace", path: "", value: "1", oldValue: 1 }]],
    [null, {}, [{ op: "replace", path: "", value: {}, oldValue: null }]],
    [[], {}, [{ op: "replace", path: "", value: {}, oldValue: [] }]],
    [["1"], [1], [{ op: "replace", path: "/0", value: 1, oldValue: "1" }]],
    [{ a: null }, {}, [{ op: "remove", path: "/a", oldValue: null }]],
    [{}, { a: null }, [{ op: "add", path: "/a", value: null }]],
    [{ a: { b: 1, c: 2 } }, { a: { b: 1, c: 3 } }, [{ op: "replace", path: "/a/c", value: 3, oldValue: 2 }]],
    [{ "a/b": { "m~n": 1, "": 2 } }, { "a/b": { "m~n": 2 } }, [{ op: "remove", path: "/a~1b/", oldValue: 2 }, { op: "replace", path: "/a~1b/m~0n", value: 2, oldValue: 1 }]],
    [["a", "b"], ["b"], [{ op: "remove", path: "/0", oldValue: "a" }]],
    [["a"], ["a", "b"], [{ op: "add", path: "/1", value: "b" }]],
    [["a", "b", "c", "d"], ["b", "x", "d", "e"], [{ op: "remove", path: "/0", oldValue: "a" }, { op: "replace", path: "/1", value: "x", oldValue: "c" }, { op: "add", path: "/3", value: "e" }]],
    [[1, 2, 3, 4], [4], [{ op: "remove", path: "/0", oldValue: 1 }, { op: "remove", path: "/0", oldValue: 2 }, { op: "remove", path: "/0", oldValue: 3 }]],
    [[{ id: 1, on: true }, { id: 2, on: true }], [{ id: 1, on: true }, { on: false, id: 2 }], [{ op: "replace", path: "/1/on", value: false, oldValue: true }]],
  ])("of %j and %j", (before, after, expected) => {
    expect(diff(before, after)).toEqual(expected);
  });

  it("of names that a prototype has", () => {
    const [before, after]: [unknown, unknown] = [JSON.parse('{"__proto__":{"a":1},"b":1}'), JSON.parse('{"__proto__":{"a":2},"constructor":1}')];
    expect(diff(before, after)).toEqual([
      { op: "remove", path: "/b", oldValue: 1 },
      { op: "replace", path: "/__proto__/a", value: 2, oldValue: 1 },
      { op: "add", path: "/constructor", value: 1 },
    ]);
    expect(JSON.stringify(applyJsonPatch(before, diff(before, after)))).toBe(JSON.stringify(after));
  });

  it("is one operation for one change in a list of a thousand", () => {
    const list = items(1000);
    const added = { id: -1, title: "New" };
    expect(diff(list, list.toSpliced(500, 0, added))).toEqual([{ op: "add", path: "/500", value: added }]);
    expect(diff(list, list.toSpliced(500, 1))).toEqual([{ op: "remove", path: "/500", oldValue: list[500] }]);
    expect(diff(list, list.with(500, { id: 500, title: "New" }))).toEqual([{ op: "replace", path: "/500/title", value: "New", oldValue: "Item 500" }]);
    const [first, ...rest] = list;
    expect(diff(list, [...rest, first])).toHaveLength(2);
  });

  it("is small for a few changes that are far apart in a long list", () => {
    const list = items(20_000);
    const changed = list.toSpliced(19_000, 1).toSpliced(10_000, 0, { id: -1, title: "New" }).toSpliced(5, 2);
    expect(diff(list, changed)).toHaveLength(4);
    expect(applyJsonPatch(list, diff(list, changed))).toEqual(changed);
  });

  it("compares lists that have little in common place by place", () => {
    const before = numbers(3000);
    const after = numbers(3000).map((n) => (n % 2 === 0 ? n : -n));
    const operations = diff(before, after);
    expect(operations).toHaveLength(1500);
    expect(applyJsonPatch(before, operations)).toEqual(after);
    expect(diff(before, numbers(2990, 5000))).toHaveLength(3000);
  });

  it("looks at each part once, however deep it lies", () => {
    const nest = (end: number): unknown => numbers(90).reduce<unknown>((inner, level) => [numbers(100, level), inner], end);
    expect(diff(nest(1), nest(2))).toEqual([{ op: "replace", path: "/1".repeat(90), value: 2, oldValue: 1 }]);
  });
});

describe("a difference of any two values", () => {
  const key = fc.constantFrom("a", "b", "c", "__proto__", "0", "");
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(0, 1, "x", "y", null, true),
      fc.array(tie("value"), { maxLength: 8 }),
      fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  const pair = fc.oneof(fc.tuple(value, value), fc.tuple(fc.jsonValue(), fc.jsonValue()));
  const textOf = (json: unknown): string => JSON.stringify(json, (_, part: unknown) => (isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));

  it("leads from the one to the other, and back", () => {
    fc.assert(
      fc.property(pair, ([before, after]) => {
        const texts = JSON.stringify([before, after]);
        const operations = diff(before, after);
        const result = applyJsonPatch(before, operations);
        expect(textOf(result)).toBe(textOf(after));
        expect(textOf(applyJsonPatch(result, invert(operations)))).toBe(textOf(before));
        expect(JSON.stringify([before, after])).toBe(texts);
      }),
      { numRuns: 1000 },
    );
  });

  it("is empty if, and only if, they are equal", () => {
    const sameOrOther = fc.oneof(pair, value.map((each): [unknown, unknown] => [each, JSON.parse(JSON.stringify(each))]));
    fc.assert(
      fc.property(sameOrOther, ([before, after]) => {
        expect(diff(before, after).length === 0).toBe(textOf(before) === textOf(after));
      }),
      { numRuns: 1000 },
    );
  });

  it("is as short as can be for lists of scalars that only grew or shrank", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 40 }), fc.infiniteStream(fc.boolean()), (list, stream) => {
        const fewer = list.filter(() => stream.next().value);
        expect(diff(list, fewer)).toHaveLength(list.length - fewer.length);
        expect(diff(fewer, list)).toHaveLength(list.length - fewer.length);
      }),
      { numRuns: 500 },
    );
  });
});

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
