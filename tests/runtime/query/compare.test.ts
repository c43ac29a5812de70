import { describe, expect, it } from "vitest";
import { compareByOrder, compareValues } from "../../../runtime/query/compare.js";

const sorted = <Value extends string | number | boolean | null>(values: Value[]) => [...values].sort(compareValues);

describe("compareValues", () => {
  it("puts null before every value", () => {
    expect(sorted(["", null, "a"])).toEqual([null, "", "a"]);
    expect(sorted([0, -5, null])).toEqual([null, -5, 0]);
    expect(sorted([true, null, false])).toEqual([null, false, true]);
    expect(compareValues(null, null)).toBe(0);
  });

  it("orders text by code point, not by UTF-16 unit or locale", () => {
    expect(sorted(["😀", "\uFFFD", "\uE000", "ä", "z", "a", "B", "ab"])).toEqual(["B", "a", "ab", "z", "ä", "\uE000", "\uFFFD", "😀"]);
    expect(compareValues("😀a", "😀b")).toBeLessThan(0);
    expect(compareValues("😀", "😀")).toBe(0);
    expect(compareValues("😀", "😁")).toBeLessThan(0);
  });

  it("orders numbers by size", () => {
    expect(sorted([10, 9, -1.5, 0.1])).toEqual([-1.5, 0.1, 9, 10]);
  });
});

describe("compareByOrder", () => {
  const order = [
    { field: "a", direction: "desc" },
    { field: "b", direction: "asc" },
  ] as const;

  it("goes by the next field where the one before is equal, each in its direction", () => {
    const rows = [
      { a: 1, b: "y" },
      { a: null, b: "x" },
      { a: 2, b: null },
      { a: 1, b: null },
    ];
    expect([...rows].sort((x, y) => compareByOrder(order, x, y))).toEqual([rows[2], rows[3], rows[0], rows[1]]);
  });
});
