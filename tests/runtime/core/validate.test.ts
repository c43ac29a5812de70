import {
  bigInt,
  dateTime,
  decimal,
  discriminated,
  isSpecstarError,
  json,
  lazy,
  list,
  object,
  record,
  reference,
  text,
  tuple,
  union,
  type Problem,
} from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { validate } from "../../../runtime/core/validate.js";

const schema = object({
  title: text({ minLength: 2, maxLength: 5 }),
  status: z.enum(["open", "in_progress", "resolved"]).default("open"),
  seats: z.int().min(1).max(9).default(1),
  ratio: z.number().default(0.5),
  assignee: text().nullable().default(null),
  due: dateTime().nullable().default(null),
  labels: z.array(text({ maxLength: 3 })).max(2).default([]),
  address: object({ city: text(), "post/code~": text().nullable() }).nullable().default(null),
});

const spec = { name: "issue", schema, validate: () => [], hidden: [], protected: [] };

function problemsOf(input: unknown, of: Parameters<typeof validate>[0] = spec): readonly Problem[] {
  try {
    validate(of, input);
  } catch (error) {
    if (isSpecstarError(error, "VALIDATION_FAILED")) return error.problems;
    throw error;
  }
  return [];
}

describe("validate", () => {
  it("fills in the defaults", () => {
    expect(validate(spec, { title: "abc", due: "2026-01-31T09:30:00Z" })).toEqual({
      title: "abc",
      status: "open",
      seats: 1,
      ratio: 0.5,
      assignee: null,
      due: new Date("2026-01-31T09:30:00Z"),
      labels: [],
      address: null,
    });
  });

  it.each<[string, unknown, string, string]>([
    ["a missing field", {}, "/title", "This field is required: expected text."],
    ["the wrong type", { title: 5 }, "/title", "Expected text, got 5."],
    ["null", { title: null }, "/title", "Expected text, got null."],
    ["a list for text", { title: ["x"] }, "/title", "Expected text, got a list."],
    ["an object for text or null", { title: "abc", assignee: {} }, "/assignee", "Expected text, or null, got an object."],
    ["too short", { title: "a" }, "/title", "Expected at least 2 characters, got 1 character."],
    ["too long", { title: "😀".repeat(6) }, "/title", "Expected at most 5 characters, got 6 characters."],
    ["too small", { title: "abc", seats: 0 }, "/seats", "Expected at least 1, got 0."],
    ["too big", { title: "abc", seats: 10 }, "/seats", "Expected at most 9, got 10."],
    ["not whole", { title: "abc", seats: 1.5 }, "/seats", "Expected a whole number, got 1.5."],
    ["not finite", { title: "abc", ratio: Number.POSITIVE_INFINITY }, "/ratio", "Expected a finite number, got Infinity."],
    ["not a number", { title: "abc", ratio: Number.NaN }, "/ratio", "Expected a finite number, got NaN."],
    [
      "a wrong literal",
      { title: "abc", status: "opne" },
      "/status",
      'Expected "open", "in_progress" or "resolved", got "opne". Did you mean "open"?',
    ],
    ["a literal of another type", { title: "abc", status: 1 }, "/status", 'Expected "open", "in_progress" or "resolved", got 1.'],
    [
      "a day that isn't",
      { title: "abc", due: "2026-02-30T00:00:00Z" },
      "/due",
      'Expected a date-time with an offset, such as "2026-01-31T09:30:00Z", or null, got "2026-02-30T00:00:00Z".',
    ],
    [
      "an invalid date",
      { title: "abc", due: new Date(Number.NaN) },
      "/due",
      'Expected a date-time with an offset, such as "2026-01-31T09:30:00Z", or null, got an invalid date.',
    ],
    ["too many items", { title: "abc", labels: ["a", "b", "c"] }, "/labels", "Expected at most 2 items, got 3 items."],
    ["an item", { title: "abc", labels: ["a", "long"] }, "/labels/1", "Expected at most 3 characters, got 4 characters."],
    ["a path that needs escapes", { title: "abc", address: { city: "x", "post/code~": 1 } }, "/address/post~1code~0", "Expected text, or null, got 1."],
    ["an unknown field", { title: "abc", titel: "x" }, "/titel", 'There is no such field. Did you mean "title"?'],
    [
      "an unknown field like no other",
      { title: "abc", address: { city: "x", "post/code~": null, "a/b": 1 } },
      "/address/a~1b",
      "There is no such field. There are: city, post/code~.",
    ],
    ["a list for the whole", [], "", "Expected an object, got a list."],
  ])("says what is wrong: %s", (_, input, path, message) => {
    expect(problemsOf(input)).toEqual([{ path, message }]);
  });

  describe("in a value of", () => {
    const card = object({ kind: z.literal("card"), expires: dateTime() });
    const iban = object({ kind: z.literal("iban"), iban: text({ maxLength: 4 }) });
    const node: z.ZodType = object({ name: text(), next: lazy(() => node).nullable().default(null) });
    const kinds = object({
      big: bigInt().default(0n),
      price: decimal().default("0"),
      mail: text({ format: "email" }).default("a@b"),
      code: text({ pattern: "^[A-Z]$" }).default("A"),
      owner: reference("account").default("account:1"),
      pay: discriminated("kind", card, iban).nullable().default(null),
      size: union(z.literal("auto"), z.int(), z.array(text()), object({ width: z.int(), unit: text() }), object({ rows: z.int() })).default("auto"),
      pair: tuple([text(), z.int()]).default(["a", 1]),
      labels: record(text(), text({ maxLength: 3 })).default({}),
      tags: list(text(), { uniqueItems: true }).default([]),
      free: json().default(null),
      node: node.nullable().default(null),
      at: z.array(dateTime()).default([]),
    });
    const ofKinds = { name: "thing", schema: kinds, validate: () => [], hidden: [], protected: [] };
    const WHOLE = 'a whole number as text, such as "42"';

    it.each<[string, unknown, string, string]>([
      ["a number for a big one", { big: 5 }, "/big", `Expected ${WHOLE}, got 5.`],
      ["a decimal", { price: "1,5" }, "/price", 'Expected a decimal number as text, such as "12.50", got "1,5".'],
      ["a format", { mail: "ann" }, "/mail", 'Expected an e-mail address, such as "ann@example.org", got "ann".'],
      ["a pattern", { code: "a" }, "/code", 'Expected text that matches /^[A-Z]$/u, got "a".'],
      ["a reference", { owner: "issue:1" }, "/owner", 'Expected the id of a resource, such as "account:…", got "issue:1".'],
      ["a choice that isn't there", { pay: { kind: "crad" } }, "/pay/kind", 'Expected "card" or "iban", got "crad". Did you mean "card"?'],
      ["no choice", { pay: {} }, "/pay/kind", 'This field is required: expected "card" or "iban".'],
      ["no object for a choice", { pay: [] }, "/pay", "Expected an object, or null, got a list."],
      ["the chosen member", { pay: { kind: "iban", iban: "12345" } }, "/pay/iban", "Expected at most 4 characters, got 5 characters."],
      ["an unknown field of the chosen member", { pay: { kind: "iban", iban: "1", ibam: 1 } }, "/pay/ibam", 'There is no such field. Did you mean "iban"?'],
      ["none of the types", { size: true }, "/size", 'Expected "auto", a number, a list, or an object, got true.'],
      ["the member that comes closest", { size: { width: 1 } }, "/size/unit", "This field is required: expected text."],
      ["an item of the only list", { size: ["a", 1] }, "/size/1", "Expected text, got 1."],
      ["an unknown field of the closest member", { size: { width: 1, unit: "m", unti: 1 } }, "/size/unti", 'There is no such field. Did you mean "unit"?'],
      ["a tuple that is too short", { pair: ["a"] }, "/pair", "Expected at least 2 items, got 1 item."],
      ["a tuple that is too long", { pair: ["a", 1, 2] }, "/pair", "Expected at most 2 items, got 3 items."],
      ["an item of a tuple", { pair: ["a", "b"] }, "/pair/1", 'Expected a number, got "b".'],
      ["a key", { labels: { "a/bc": "x" } }, "/labels/a~1bc", "This key can't be taken: expected at most 3 characters, got 4 characters."],
      ["a value of a record", { labels: JSON.parse('{"__proto__": 1}') }, "/labels/__proto__", "This key can't be taken: expected at most 3 characters, got 9 characters."],
      ["a repeated item", { tags: ["a", "b", "a"] }, "/tags/2", "The same as the item at 0: no two may be equal."],
      ["JSON", { free: { a: [new Date()] } }, "/free/a/0", "Expected a JSON value, got an object of a class."],
      ["a type that holds itself", { node: { name: "a", next: { name: 1 } } }, "/node/next/name", "Expected text, got 1."],
      ["an unknown field of one", { node: { name: "a", next: { name: "b", nmae: 1 } } }, "/node/next/nmae", 'There is no such field. Did you mean "name"?'],
    ])("%s", (_, input, path, message) => {
      expect(problemsOf(input, ofKinds)).toEqual([{ path, message }]);
    });

    it("anything that is right: nothing", () => {
      expect(problemsOf({ size: { width: 1, unit: "m" }, pay: { kind: "card", expires: new Date() }, big: 5n }, ofKinds)).toEqual([]);
    });
  });

  describe("with a check of the model's own", () => {
    const checked = {
      ...spec,
      validate: (data: unknown) => [
        { path: "address.post/code~", message: "Must be in the city." },
        { path: "", message: `Got ${Object.keys(Object(data)).length} fields.` },
      ],
    };

    it("asks it when all else is right, with defaults filled in", () => {
      expect(problemsOf({ title: "a" }, checked)).toHaveLength(1);
      expect(problemsOf({ title: "abc" }, checked)).toEqual([
        { path: "/address/post~1code~0", message: "Must be in the city." },
        { path: "", message: "Got 8 fields." },
      ]);
    });

    it("passes on what it throws", () => {
      const broken = { ...spec, validate: (): never => { throw new TypeError("broken"); } };
      expect(() => problemsOf({ title: "abc" }, broken)).toThrow(TypeError);
    });
  });

  it("finds everything at once, each unknown field at its own path", () => {
    const hostile: unknown = JSON.parse('{"seats": "1", "titel": 1, "__proto__": {}, "constructor": 1, "address": {"town": 1}}');
    expect(problemsOf(hostile).map(({ path }) => path)).toEqual([
      "/title",
      "/seats",
      "/address/city",
      "/address/post~1code~0",
      "/address/town",
      "/titel",
      "/__proto__",
      "/constructor",
    ]);
  });

  it("names the first problem in its message, and counts the others", () => {
    expect(() => validate(spec, {})).toThrow("This is no valid issue. /title: This field is required: expected text.");
    expect(() => validate(spec, { seats: 0 })).toThrow("(and 1 more)");
  });

  it("shows only the start of a long text", () => {
    expect(problemsOf({ title: "abc", status: "x".repeat(10_000) })[0]?.message.length).toBeLessThan(150);
  });

  it("lists no more than a thousand problems", () => {
    const hostile = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`field${at}`, at]));
    expect(problemsOf(hostile)).toHaveLength(1000);
  });

  it("never names an internal field", () => {
    const own = { ...spec, hidden: ["address"], protected: ["address"] };
    const [unknown, alike] = problemsOf({ nothing: 1, addres: 1 }, own).filter(({ message }) => message.startsWith("There is no such field"));
    expect(`${unknown?.message} ${alike?.message}`).not.toContain("address");
  });

  it("quotes nothing of a field that is never shown", () => {
    const own = { ...spec, hidden: ["status", "labels"] };
    expect(problemsOf({ title: "abc", status: "opne", labels: ["a", "secret"] }, own)).toEqual([
      { path: "/status", message: 'Expected "open", "in_progress" or "resolved".' },
      { path: "/labels/1", message: "Expected at most 3 characters." },
    ]);
  });
});
