import { object, type IndexedField } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
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

  it("refuses what can't be compared", () => {
    expect(() => read({ status: { nested: true } })).toThrow('"status"');
  });
});
