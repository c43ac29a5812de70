import {
  bigInt,
  binary,
  dateTime,
  decimal,
  discriminated,
  json,
  lazy,
  list,
  now,
  object,
  record,
  reference,
  revisionReference,
  text,
  tuple,
  union,
  uuid,
} from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;
const hostile: unknown = JSON.parse('{"__proto__": 1, "constructor": 2, "a": 3}');

const nestedLists = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));
const nestedNodes = (depth: number): unknown => JSON.parse(`${'{"name":"a","children":['.repeat(depth)}${"]}".repeat(depth)}`);

describe("object", () => {
  it("has fields that every object inherits", () => {
    const names = ["constructor", "toString", "hasOwnProperty", "valueOf"];
    const schema = object(Object.fromEntries(names.map((name) => [name, z.exactOptional(text())])));
    expect(schema.parse({})).toEqual({});
    expect(JSON.stringify(schema.parse({ valueOf: "v", constructor: "c" }))).toBe('{"constructor":"c","valueOf":"v"}');
    expect(accepts(schema, { constructor: 1 })).toBe(false);
    expect(accepts(object({ constructor: text() }), {})).toBe(false);
    expect(accepts(object({ constructor: text().nullable().default(null) }), { other: 1 })).toBe(false);
    expect(object({ constructor: text().nullable().default(null) }).parse({})).toEqual({ constructor: null });
  });

  it("needs a date or a big integer beside a field that every object inherits", () => {
    for (const required of [bigInt(), bigInt().nullable(), dateTime(), dateTime().nullable()]) {
      expect(accepts(object({ valueOf: text(), required }), { valueOf: "v" })).toBe(false);
    }
    expect(object({ valueOf: text(), at: dateTime().optional() }).parse({ valueOf: "v" })).toEqual({ valueOf: "v" });
  });

  it("takes any other key when it has a rest", () => {
    const schema = object({ b: text(), a: z.int().default(1), c: z.exactOptional(text()) }, z.number());
    expect(JSON.stringify(schema.parse({ z: 1, y: 2, b: "b" }))).toBe('{"b":"b","a":1,"z":1,"y":2}');
    expect(accepts(schema, { b: "b", z: "text" })).toBe(false);
    expect(accepts(schema, { b: 1 })).toBe(false);
    expect(JSON.stringify(object({}, z.number()).parse(hostile))).toBe('{"__proto__":1,"constructor":2,"a":3}');
    expect([null, [], "x", 1].filter((value) => accepts(schema, value))).toEqual([]);
  });

  it("fills in the defaults of an object inside it", () => {
    const address = object({ city: text().default("Oslo"), since: dateTime().default(now) });
    expect(object({ address, list: z.array(address).default([]) }).parse({ address: {} })).toEqual({
      address: { city: "Oslo", since: expect.any(Date) },
      list: [],
    });
  });
});

describe("text", () => {
  it("holds a match of a pattern", () => {
    expect(accepts(text({ pattern: "^\\p{Lu}.$" }), "Ä😀")).toBe(true);
    expect(accepts(text({ pattern: "b" }), "abc")).toBe(true);
    expect(accepts(text({ pattern: "^b" }), "abc")).toBe(false);
  });
});

describe("bigInt", () => {
  it("takes bigints and their digits, and puts out bigints", () => {
    expect(["0", "-1", "123456789012345678901234567890", 5n].map((value) => bigInt().parse(value))).toEqual([0n, -1n, 123456789012345678901234567890n, 5n]);
    expect([1, "", "01", "-0", "1.0", "1n", " 1", "0x1", "1e3", null, "१"].filter((value) => accepts(bigInt(), value))).toEqual([]);
  });
});

describe("decimal", () => {
  it("is kept as it was written", () => {
    for (const value of ["0", "-0", "12.50", "-1.00", "123456789012345678901234567890.123"]) expect(decimal().parse(value)).toBe(value);
    expect([1, "", "1.", ".5", "01", "+1", "1e3", "1,5", "NaN", "1\n"].filter((value) => accepts(decimal(), value))).toEqual([]);
  });
});

describe("binary", () => {
  const blob = { fileId: "0123456789abcdef".repeat(4), size: 0, contentType: "image/png" };

  it("is what is known of a blob", () => {
    expect(binary().parse(blob)).toEqual(blob);
    const wrong = [{ fileId: "A".repeat(64) }, { fileId: "a" }, { size: -1 }, { size: 1.5 }, { contentType: 1 }, { more: 1 }];
    expect(wrong.filter((part) => accepts(binary(), { ...blob, ...part }))).toEqual([]);
  });
});

describe("json", () => {
  it("takes any JSON value, and changes nothing", () => {
    for (const value of [null, 0, -1.5, "", true, [], [null, [{}]], hostile]) expect(JSON.stringify(json().parse(value))).toBe(JSON.stringify(value));
    expect(object({ any: json() }).parse({ any: null })).toEqual({ any: null });
  });

  it("refuses what JSON can't say", () => {
    const wrong = [undefined, Number.NaN, Number.POSITIVE_INFINITY, 1n, new Date(), new Map(), () => 1, Symbol("s"), [undefined], { a: undefined }];
    expect(wrong.filter((value) => accepts(json(), value))).toEqual([]);
    expect(accepts(object({ any: json() }), {})).toBe(false);
    expect(json().safeParse({ a: [1, { b: new Date() }] }).error?.issues[0]?.path).toEqual(["a", 1, "b"]);
  });

  it("goes a hundred levels deep", () => {
    expect(accepts(json(), nestedLists(101))).toBe(true);
    expect(accepts(json(), nestedLists(102))).toBe(false);
    expect(accepts(json(), nestedLists(5000))).toBe(false);
    const cycle: Record<string, unknown> = {};
    Object.assign(cycle, { left: cycle, right: cycle });
    expect(accepts(json(), cycle)).toBe(false);
  });
});

describe("list", () => {
  it("has as many items as it may", () => {
    const schema = list(z.int(), { minItems: 1, maxItems: 2 });
    expect([[], [1], [1, 2], [1, 2, 3], ["1"], {}].map((value) => accepts(schema, value))).toEqual([false, true, true, false, false, false]);
  });

  it("has no two equal items when they must differ", () => {
    const schema = list(json(), { uniqueItems: true });
    const equal = [[1, 1], [{ a: 1, b: 2 }, { b: 2, a: 1 }], [[1], [1]], [null, null], [0, -0]];
    expect(equal.filter((value) => accepts(schema, value))).toEqual([]);
    const different = [[1, "1"], [[1, 2], [2, 1]], [{ a: 1 }, { a: 1, b: null }], [{}, []], [0, false], [null, "null"], [hostile, {}]];
    expect(different.filter((value) => !accepts(schema, value))).toEqual([]);
    expect(schema.safeParse([1, 2, 1]).error?.issues[0]).toMatchObject({ path: [2], message: "The same as the item at 0: no two may be equal." });
  });
});

describe("tuple", () => {
  const schema = tuple([text(), z.int(), dateTime()], { optional: 1 });

  it("has items that each have a type of their own, and the last ones may be missing", () => {
    expect(schema.parse(["a", 1])).toEqual(["a", 1]);
    expect(schema.parse(["a", 1, "2026-01-31T09:30:00Z"])).toEqual(["a", 1, new Date("2026-01-31T09:30:00Z")]);
    const wrong = [[], ["a"], [1, "a"], ["a", 1, null], ["a", 1, undefined], ["a", 1, new Date(), 1], {}, null];
    expect(wrong.filter((value) => accepts(schema, value))).toEqual([]);
  });

  it("can go on with more of one type", () => {
    const open = tuple([text()], { rest: bigInt() });
    expect(open.parse(["a", "1", 2n])).toEqual(["a", 1n, 2n]);
    expect(accepts(open, ["a", "x"])).toBe(false);
    expect(accepts(open, [])).toBe(false);
    expect(accepts(tuple([]), [])).toBe(true);
  });
});

describe("record", () => {
  it("has any keys, in the order of the input", () => {
    expect(JSON.stringify(record(z.int()).parse(hostile))).toBe('{"__proto__":1,"constructor":2,"a":3}');
    expect(Object.getPrototypeOf(record(z.int()).parse(hostile))).toBe(Object.prototype);
    expect([null, [], "x", new Date(), { a: "1" }].filter((value) => accepts(record(z.int()), value))).toEqual([]);
  });

  it("has keys of a form", () => {
    const schema = record(text(), text({ pattern: "^x-" }));
    expect(schema.parse({ "x-a": "1" })).toEqual({ "x-a": "1" });
    expect(schema.safeParse({ "x-a": "1", y: "2" }).error?.issues).toMatchObject([{ code: "invalid_key", path: ["y"] }]);
  });
});

describe("union", () => {
  const schema = union(text({ maxLength: 3 }), z.int(), z.array(text()), object({ a: dateTime() }), object({ b: bigInt(), c: text() }));

  it("takes a value of one of the types", () => {
    expect(schema.parse("abc")).toBe("abc");
    expect(schema.parse(["a"])).toEqual(["a"]);
    expect(schema.parse({ b: "5", c: "c" })).toEqual({ b: 5n, c: "c" });
    expect([true, null, "long", 1.5, [1], {}, { a: 1 }].filter((value) => accepts(schema, value))).toEqual([]);
  });

  it("does no more work for a type that holds itself twice", () => {
    const node: z.ZodType = union(
      object({ left: lazy(() => node).nullable(), kind: text({ maxLength: 1 }) }),
      object({ left: lazy(() => node).nullable(), kind: text({ minLength: 3 }), more: text() }),
    );
    let deep: unknown = { left: null, kind: 5 };
    for (let level = 0; level < 90; level++) deep = { left: deep, kind: "four", more: "m" };
    const started = performance.now();
    expect(accepts(node, deep)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe("discriminated", () => {
  const card = object({ kind: z.literal("card"), expires: dateTime() });
  const iban = object({ kind: z.enum(["iban", "bic"]), iban: text() });
  const schema = discriminated("kind", card, lazy(() => iban));

  it("goes by one field", () => {
    expect(schema.parse({ kind: "bic", iban: "DE" })).toEqual({ kind: "bic", iban: "DE" });
    const wrong = [{}, { kind: "card" }, { kind: "iban", expires: new Date() }, { kind: "cash" }, { kind: 1 }, [], null, "card"];
    expect(wrong.filter((value) => accepts(schema, value))).toEqual([]);
  });

  it("looks at own fields only", () => {
    expect(accepts(schema, Object.create({ kind: "bic", iban: "DE" }))).toBe(false);
    expect(accepts(discriminated("constructor", object({ constructor: z.literal("a") }), object({ constructor: z.literal("b") })), {})).toBe(false);
  });
});

describe("lazy", () => {
  const tree: z.ZodType = object({ name: text(), children: z.array(lazy(() => tree)).default([]), parent: lazy(() => tree).nullable().default(null) });

  it("lets a type hold itself", () => {
    expect(tree.parse({ name: "a", children: [{ name: "b" }] })).toEqual({
      name: "a",
      parent: null,
      children: [{ name: "b", parent: null, children: [] }],
    });
    expect(tree.safeParse({ name: "a", children: [{ name: "b", children: [{}] }] }).error?.issues[0]?.path).toEqual(["children", 0, "children", 0, "name"]);
  });

  it("ends where a body over HTTP would", () => {
    expect(accepts(tree, nestedNodes(50))).toBe(true);
    expect(accepts(tree, nestedNodes(20_000))).toBe(false);
    expect(accepts(tree, nestedNodes(50))).toBe(true);
  });

  it("refuses a value that holds itself", () => {
    const loop: Record<string, unknown> = { name: "a" };
    Object.assign(loop, { children: [loop, loop], parent: loop });
    expect(tree.safeParse(loop).error?.issues.map(({ message }) => message)).toContain("The value holds itself.");
    const shared = { name: "b" };
    expect(accepts(tree, { name: "a", children: [shared, shared], parent: shared })).toBe(true);
  });
});

describe("reference", () => {
  it("has the form of an id of the model", () => {
    expect(["account:1", "account:0190a-x_Y.z"].every((id) => accepts(reference("account"), id))).toBe(true);
    expect(["account:", "account", "other:1", "account:a b", "account:1:1", "xaccount:1", "account:1\n"].filter((id) => accepts(reference("account"), id))).toEqual([]);
    expect(accepts(revisionReference("account"), "account:a:12")).toBe(true);
    expect(["account:a", "account:a:0", "account:a:01", "account::1", "account:a:1:2"].filter((id) => accepts(revisionReference("account"), id))).toEqual([]);
  });
});

describe("now and uuid", () => {
  it("are made anew for every value", () => {
    const schema = object({ at: dateTime().default(now), id: text({ format: "uuid" }).default(uuid) });
    const [first, second] = [schema.parse({}), schema.parse({})];
    expect(first).toEqual({ at: expect.any(Date), id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(Reflect.get(Object(first), "id")).not.toBe(Reflect.get(Object(second), "id"));
  });
});
