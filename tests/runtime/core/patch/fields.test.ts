import { dateTime, discriminated, json, lazy, list, nullable, number, object, oneOf, optional, record, text, tuple, union, withDefault } from "@specstar/runtime";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { checkFields, compileProjection, takeFields } from "../../../../runtime/core/patch/index.js";
import { failureOf } from "./failure-of.js";

const node: z.ZodType = object({ name: text(), children: list(lazy(() => node)) });
const schema = object({
  title: text(),
  due: nullable(dateTime()),
  address: nullable(object({ street: text(), city: text(), geo: optional(object({ lat: number(), lon: number() })) })),
  lines: withDefault(list(object({ product: text(), price: number(), tags: list(text()) })), []),
  payment: discriminated("kind", object({ kind: oneOf("card"), last4: text() }), object({ kind: oneOf("iban"), iban: text() })),
  contact: union(text(), object({ mail: text(), phone: text() })),
  labels: record(object({ text: text(), color: text() })),
  pair: tuple([object({ a: text() }), object({ b: text() })]),
  anything: json(),
  tree: lazy(() => node),
  secret: text(),
});
const data = {
  title: "Crash",
  due: null,
  address: { street: "Weg 1", city: "Bern", geo: { lat: 1, lon: 2 } },
  lines: [
    { product: "p1", price: 1, tags: ["x"] },
    { product: "p2", price: 2, tags: [] },
  ],
  payment: { kind: "card", last4: "1234" },
  contact: "none",
  labels: { a: { text: "A", color: "red" }, __proto: { text: "P", color: "blue" } },
  pair: [{ a: "1" }, { b: "2" }],
  anything: [{ deep: { x: 1, y: 2 } }, 5, null],
  tree: { name: "r", children: [{ name: "c", children: [] }] },
  secret: "s",
};

describe("compileProjection", () => {
  it.each([
    [["title"], { title: "Crash" }],
    [["address.city", "title"], { title: "Crash", address: { city: "Bern" } }],
    [["address.geo.lon", "address.street"], { address: { street: "Weg 1", geo: { lon: 2 } } }],
    [["address", "address.city"], { address: data.address }],
    [["address.city", "address"], { address: data.address }],
    [["title", "title"], { title: "Crash" }],
    [["due"], { due: null }],
    [["lines.price"], { lines: [{ price: 1 }, { price: 2 }] }],
    [["lines.tags"], { lines: [{ tags: ["x"] }, { tags: [] }] }],
    [["payment.iban"], { payment: {} }],
    [["payment.kind", "payment.iban"], { payment: { kind: "card" } }],
    [["contact.mail"], {}],
    [["contact"], { contact: "none" }],
    [["labels.a.color"], { labels: { a: { color: "red" } } }],
    [["labels.none"], { labels: {} }],
    [["pair.b"], { pair: [{}, { b: "2" }] }],
    [["anything.deep.y", "anything.toString"], { anything: [{ deep: { y: 2 } }, null] }],
    [["tree.children.children.name", "tree.children.name"], { tree: { children: [{ name: "c", children: [] }] } }],
    [[], {}],
  ])("keeps %j", (fields, expected) => {
    const before = JSON.stringify(data);
    expect(JSON.stringify(compileProjection(schema, fields)(data))).toBe(JSON.stringify(expected));
    expect(JSON.stringify(data)).toBe(before);
  });

  it("leaves null where there is no object", () => {
    expect(compileProjection(schema, ["address.geo.lat", "title"])({ title: "t", address: null })).toEqual({ title: "t", address: null });
  });

  it("takes the names of a prototype for names like any other", () => {
    const named: unknown = JSON.parse('{"labels":{"__proto__":{"text":"P","color":"blue"},"a":{"text":"A"}}}');
    expect(JSON.stringify(compileProjection(schema, ["labels.__proto__.text", "labels.constructor"])(named))).toBe('{"labels":{"__proto__":{"text":"P"}}}');
  });

  const all = "title, due, address, lines, payment, contact, labels, pair, anything, tree, secret";
  it.each([
    ["tilte", `There is no field "tilte". Did you mean "title"? There are: ${all}.`],
    ["", `There is no field "". There are: ${all}.`],
    ["__proto__", `There is no field "__proto__". There are: ${all}.`],
    ["constructor", `There is no field "constructor". There are: ${all}.`],
    ["address.ciyt", 'There is no field "address.ciyt". Did you mean "address.city"? There are: address.street, address.city, address.geo.'],
    ["address.", 'There is no field "address.". There are: address.street, address.city, address.geo.'],
    ["lines.0.price", 'There is no field "lines.0". There are: lines.product, lines.price, lines.tags.'],
    ["payment.bic", 'There is no field "payment.bic". There are: payment.kind, payment.last4, payment.iban.'],
    ["contact.mial", 'There is no field "contact.mial". Did you mean "contact.mail"? There are: contact.mail, contact.phone.'],
    ["title.length", 'There is no field "title.length": "title" has no fields.'],
    ["due.year", 'There is no field "due.year": "due" has no fields.'],
    ["lines.tags.x", 'There is no field "lines.tags.x": "lines.tags" has no fields.'],
  ])("says that there is no %j", (field, message) => {
    const { code, problems } = failureOf(() => compileProjection(schema, ["title", field]));
    expect({ code, problems }).toEqual({ code: "INVALID_QUERY", problems: [{ path: "fields", message }] });
  });

  it("says nothing of fields that nobody may know", () => {
    const { problems } = failureOf(() => compileProjection(schema, ["secret", "secrte"], ["secret"]));
    const names = all.replace(", secret", "");
    expect(problems.map(({ message }) => message)).toEqual([`There is no field "secret". There are: ${names}.`, `There is no field "secrte". There are: ${names}.`]);
    const inner = object({ address: object({ secret: text() }), secret: text() });
    expect(compileProjection(inner, ["address.secret"], ["secret"])({ address: { secret: 1 }, secret: 2 })).toEqual({ address: { secret: 1 } });
  });

  it("refuses more than 100 fields", () => {
    expect(() => compileProjection(schema, Array.from({ length: 100 }, () => "title"))).not.toThrow();
    const { code, problems } = failureOf(() => compileProjection(schema, Array.from({ length: 101 }, () => "title")));
    expect({ code, problems }).toEqual({ code: "INVALID_QUERY", problems: [{ path: "fields", message: "Expected at most 100 fields, got 101." }] });
  });

  it("keeps of any JSON what was named, and nothing else", () => {
    const any = object({ at: json() });
    fc.assert(
      fc.property(fc.array(fc.string()), fc.jsonValue(), (names, value) => {
        const path = ["at", ...names.map((name) => name.replaceAll(".", ""))];
        const once = compileProjection(any, [path.join(".")]);
        const kept = once({ at: value });
        expect(once(kept)).toEqual(kept);
        expect(JSON.stringify(kept).length).toBeLessThanOrEqual(JSON.stringify({ at: value }).length);
        expect(compileProjection(any, ["at"])({ at: value })).toEqual({ at: value });
      }),
      { numRuns: 300 },
    );
  });
});

describe("takeFields", () => {
  const current = { title: "New", address: { street: "Weg 2", city: "Basel" }, lines: [{ price: 1 }], due: null };
  const old = { title: "Old", note: "n", address: { city: "Bern", zip: 1 }, lines: [{ price: 2 }], owner: { id: { n: 1 } } };
  const take = (fields: readonly string[]): unknown => takeFields(current, old, fields.map((field) => field.split(".")));

  it.each([
    [[], current],
    [["title"], { ...current, title: "Old" }],
    [["title", "address.city"], { ...current, title: "Old", address: { street: "Weg 2", city: "Bern" } }],
    [["address.zip"], { ...current, address: { ...current.address, zip: 1 } }],
    [["address.street"], { ...current, address: { city: "Basel" } }],
    [["address"], { ...current, address: old.address }],
    [["address", "address.street"], { ...current, address: old.address }],
    [["due"], { title: "New", address: current.address, lines: current.lines }],
    [["note"], { ...current, note: "n" }],
    [["owner.id.n"], { ...current, owner: { id: { n: 1 } } }],
    [["due.at"], current],
    [["title.x.y"], current],
    [["lines"], { ...current, lines: old.lines }],
    [["nothing", "nothing.at.all"], current],
  ])("of %j", (fields, expected) => {
    const before = JSON.stringify([current, old]);
    expect(JSON.stringify(take(fields))).toBe(JSON.stringify(expected));
    expect(JSON.stringify([current, old])).toBe(before);
  });

  it("makes an object where the old one was, with the field that was named", () => {
    expect(takeFields({ address: null }, { address: { city: "Bern", zip: 1 } }, [["address", "city"]])).toEqual({ address: { city: "Bern" } });
    expect(takeFields({ address: { city: "Bern", zip: 1 } }, { address: null }, [["address", "city"]])).toEqual({ address: { zip: 1 } });
  });

  it.each([[["lines.price"]], [["lines.0"]]])("refuses a part of a list: %j", (fields) => {
    const { code, problems } = failureOf(() => take(fields));
    const message = `${JSON.stringify(fields[0])} leads into a list, which can only be taken as a whole: name "lines".`;
    expect({ code, problems }).toEqual({ code: "INVALID_QUERY", problems: [{ path: "fields", message }] });
    expect(failureOf(() => takeFields({}, old, [["lines", "price"]])).code).toBe("INVALID_QUERY");
    expect(failureOf(() => takeFields(current, {}, [["lines", "price"]])).code).toBe("INVALID_QUERY");
  });

  it("takes the names of a prototype for names like any other", () => {
    const hostile: unknown = JSON.parse('{"__proto__":{"isAdmin":true}}');
    expect(JSON.stringify(takeFields({ a: 1 }, hostile, [["__proto__", "isAdmin"]]))).toBe('{"a":1,"__proto__":{"isAdmin":true}}');
    expect(JSON.stringify(takeFields(hostile, { a: 1 }, [["__proto__"], ["constructor", "name"]]))).toBe("{}");
    expect("isAdmin" in {}).toBe(false);
  });

  it("gives the old data when all of its fields and all that are new are taken", () => {
    const value = fc.dictionary(fc.constantFrom("a", "b", "__proto__", ""), fc.jsonValue(), { noNullPrototype: true });
    fc.assert(
      fc.property(value, value, (now, then) => {
        const paths = [...Object.keys(now), ...Object.keys(then)].map((key) => [key]);
        expect(takeFields(now, then, paths)).toEqual(then);
      }),
      { numRuns: 300 },
    );
  });

  it("takes the paths that checkFields gives", () => {
    const paths = checkFields(schema, ["title", "address.city"]);
    expect(paths).toEqual([["title"], ["address", "city"]]);
    expect(takeFields(current, old, paths)).toMatchObject({ title: "Old", address: { city: "Bern" } });
  });
});
