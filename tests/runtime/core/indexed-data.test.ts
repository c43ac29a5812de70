import { dateTime, discriminated, lazy, object, record, text, tuple, union, type IndexedField } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { compileIndexedData } from "../../../runtime/core/indexed-data.js";

const field = (path: string, type: IndexedField["type"]): IndexedField => ({ path, column: `data_${path}`, type });

describe("compileIndexedData", () => {
  const read = compileIndexedData(object({}), [
    field("status", "text"),
    field("address.city", "text"),
    field("due", "date"),
    field("seats", "integer"),
    field("open", "boolean"),
  ]);

  it("reads by path, dates as text", () => {
    const data = { open: false, status: "open", address: { city: "Oslo" }, due: new Date(0), seats: 0, other: "x" };
    expect(read(data)).toEqual({ status: "open", "address.city": "Oslo", due: "1970-01-01T00:00:00.000Z", seats: 0, open: false });
    expect(read(JSON.parse(JSON.stringify(data)))).toEqual(read(data));
  });

  it("has null for what is null or absent, at every step of a path", () => {
    const nothing = { status: null, "address.city": null, due: null, seats: null, open: null };
    expect(read({})).toEqual(nothing);
    expect(read({ status: null, address: null })).toEqual(nothing);
  });

  describe("of many values", () => {
    const line = object({ sku: text(), at: dateTime().nullable().default(null) });
    const node: z.ZodType = object({ name: text(), children: z.array(lazy(() => node)).default([]) });
    const schema = object({
      tags: z.array(text()).nullable().default(null),
      lines: z.array(line).default([]),
      pair: z.exactOptional(tuple([z.int(), z.int()])),
      prices: record(object({ amount: z.number() })),
      grid: z.array(z.array(z.int())).default([]),
      part: discriminated("kind", object({ kind: z.literal("many"), codes: z.array(text()) }), object({ kind: z.literal("none") })),
      mixed: union(text(), z.array(text())).default("none"),
      tree: node,
    });
    const many = (path: string): IndexedField => ({ ...field(path, "text"), list: true });
    const paths = ["tags", "lines.sku", "lines.at", "pair", "prices.amount", "grid", "part.codes", "mixed", "tree.children.children.name"];
    const readMany = compileIndexedData(schema, paths.map(many));

    it("has those that differ, in the order of the data", () => {
      const data = schema.parse({
        tags: ["b", "a", "b"],
        lines: [{ sku: "x", at: "1970-01-01T00:00:00Z" }, { sku: "y" }, { sku: "x" }],
        pair: [2, 1],
        prices: JSON.parse('{"__proto__": {"amount": 1}, "amount": {"amount": 2}}'),
        grid: [[1, 2], [], [2, 3]],
        part: { kind: "many", codes: ["c"] },
        mixed: ["m"],
        tree: { name: "a", children: [{ name: "b", children: [{ name: "c" }, { name: "d" }] }] },
      });
      const expected = {
        tags: ["b", "a"],
        "lines.sku": ["x", "y"],
        "lines.at": ["1970-01-01T00:00:00.000Z"],
        pair: [2, 1],
        "prices.amount": [1, 2],
        grid: [1, 2, 3],
        "part.codes": ["c"],
        mixed: ["m"],
        "tree.children.children.name": ["c", "d"],
      };
      expect(readMany(data)).toEqual(expected);
      expect(readMany(JSON.parse(JSON.stringify(data)))).toEqual(expected);
    });

    it("tells no list from an empty one", () => {
      const data = schema.parse({ prices: {}, part: { kind: "none" }, tree: { name: "a" } });
      expect(readMany(data)).toEqual({
        tags: null,
        "lines.sku": [],
        "lines.at": [],
        pair: null,
        "prices.amount": [],
        grid: [],
        "part.codes": null,
        mixed: null,
        "tree.children.children.name": [],
      });
    });
  });

  it("looks at own fields only", () => {
    expect(compileIndexedData(object({}), [field("constructor", "text"), field("a.toString", "text")])({ a: {} })).toEqual({ constructor: null, "a.toString": null });
  });

  it("refuses what can't be compared", () => {
    expect(() => read({ status: { nested: true } })).toThrow('"status"');
  });
});
