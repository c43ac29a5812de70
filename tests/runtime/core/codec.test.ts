import { isDeepStrictEqual } from "node:util";
import {
  bigInt,
  binary,
  dateTime,
  decimal,
  discriminated,
  json,
  lazy,
  object,
  record,
  text,
  tuple,
  union,
} from "@specstar/runtime";
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

  describe("of every kind of value", () => {
    const node: z.ZodType = object({ at: dateTime(), next: lazy(() => node).nullable().default(null), children: z.array(lazy(() => node)).default([]) });
    const card = object({ kind: z.literal("card"), expires: dateTime() });
    const iban = object({ kind: z.literal("iban"), digits: bigInt() });
    const at = "2026-01-31T09:30:00.000Z";
    const hostile: unknown = JSON.parse(`{"__proto__": "${at}", "constructor": "${at}", "2": "${at}", "1": "${at}"}`);

    it.each<[string, z.ZodType, unknown]>([
      ["big integers", bigInt(), "-123456789012345678901234567890"],
      ["decimals", decimal(), "12.50"],
      ["tuples", tuple([text(), dateTime(), bigInt()], { optional: 1, rest: dateTime() }), ["a", at, "5", at]],
      ["records of dates, whatever the keys", record(dateTime()), hostile],
      ["records of big integers", record(bigInt().nullable()), { a: "1", b: null }],
      ["objects with more", object({ a: text(), constructor: dateTime() }, dateTime()), { a: "a", constructor: at, more: at }],
      ["types that hold themselves", node, { at, next: { at }, children: [{ at, children: [{ at }] }] }],
      ["unions by a field", z.array(discriminated("kind", card, iban)), [{ kind: "card", expires: at }, { kind: "iban", digits: "7" }]],
      ["unions by trial", z.array(union(dateTime(), z.int(), z.array(bigInt()), object({ a: dateTime() }))), [at, 1, ["1"], { a: at }]],
      ["JSON", json(), { a: at, b: [1, null] }],
      ["blobs", binary(), { fileId: "a".repeat(64), size: 1, contentType: "text/plain" }],
    ])("gives back %s", (_, kind, input) => {
      const wrapped = object({ value: kind.nullable() });
      const [encode, decodeKind] = [compileEncoder(wrapped), compileDecoder(wrapped)];
      const data = wrapped.parse({ value: input });
      const written = encode(data);
      // Not `toStrictEqual`, which takes an own `constructor` for a class.
      expect(isDeepStrictEqual(decodeKind(written), data)).toBe(true);
      expect(encode(decodeKind(written))).toBe(written);
      expect(encode(wrapped.parse(data))).toBe(written);
      expect(encode(wrapped.parse(JSON.parse(written)))).toBe(written);
    });

    it("leaves text that only looks like one", () => {
      const mixed = object({ any: json(), labels: record(text()), name: text(), at: dateTime() });
      expect(compileDecoder(mixed)(`{"any":"${at}","labels":{"a":"${at}"},"name":"5","at":"${at}"}`)).toEqual({
        any: at,
        labels: { a: at },
        name: "5",
        at: new Date(at),
      });
    });

    it("reads what no member of a union fits as it is", () => {
      const unions = object({ value: union(dateTime(), object({ a: dateTime() })), pay: discriminated("kind", card, iban) });
      expect(compileDecoder(unions)('{"value":[1],"pay":{"kind":"cash"}}')).toEqual({ value: [1], pay: { kind: "cash" } });
    });
  });

  it("refuses a schema that it can't walk, before any data is read", () => {
    expect(() => compileDecoder(object({ tags: z.map(z.string(), z.date()) }))).toThrow("ZodMap");
    expect(() => compileDecoder(object({ at: z.union([z.string(), z.date()]) }))).toThrow("ZodUnion");
  });
});
