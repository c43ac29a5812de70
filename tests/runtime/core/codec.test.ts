import { dateTime, object, text } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { compileDecoder, compileEncoder } from "../../../runtime/core/codec.js";

describe("compileEncoder and compileDecoder", () => {
  const schema = object({
    title: text(),
    due: dateTime().describe("When it must be done.").nullable().default(null),
    seen: z.exactOptional(dateTime()),
    left: dateTime().optional(),
    visits: z.array(object({ at: dateTime(), by: text() })).default([]),
    days: z.array(dateTime().nullable()).default([]),
    nested: object({ deep: object({ at: dateTime() }).describe("Deep.").nullable() }),
  });
  const encodeData = compileEncoder(schema);
  const decode = compileDecoder(schema);

  it("gives back what went in", () => {
    const data = schema.parse({
      title: "2026-01-31T09:30:00Z",
      due: "2026-01-31T09:30:00Z",
      visits: [{ at: new Date(1), by: "a" }],
      days: [new Date(2), null],
      nested: { deep: { at: new Date(3) } },
    });
    expect(decode(encodeData(data))).toEqual(data);
  });

  it("keeps null null and absent absent", () => {
    const data = decode(encodeData(schema.parse({ title: "t", nested: { deep: null } })));
    expect(data).toEqual({ title: "t", due: null, visits: [], days: [], nested: { deep: null } });
    expect(Object.keys(Object(data))).not.toContain("seen");
  });

  it("does not check again: data that fitted an earlier shape is read as it is", () => {
    expect(decode('{"title":5,"gone":true,"nested":"text","visits":{}}')).toEqual({ title: 5, gone: true, nested: "text", visits: {} });
  });

  it("writes dates in UTC with milliseconds, and fields in the order of the model", () => {
    const data = object({ b: dateTime(), a: text() }).parse({ a: "x", b: "2026-01-31T09:30:00+01:00" });
    expect(compileEncoder(object({}))(data)).toBe('{"b":"2026-01-31T08:30:00.000Z","a":"x"}');
  });

  it("only parses where there are no dates", () => {
    const plain = object({ kind: z.enum(["a", "b"]), size: z.literal([1, 2]), on: z.boolean(), n: z.int().nullable(), mixed: z.union([z.literal("x"), z.null()]) });
    expect(compileDecoder(plain)('{"kind":"a"}')).toEqual({ kind: "a" });
  });

  it("refuses a schema that it can't walk, before any data is read", () => {
    expect(() => compileDecoder(object({ tags: z.map(z.string(), z.date()) }))).toThrow("ZodMap");
    expect(() => compileDecoder(object({ at: z.union([z.string(), z.date()]) }))).toThrow("ZodUnion");
  });
});
