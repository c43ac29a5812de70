import { format } from "prettier";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { emitClient } from "../../../../generator/emitters/emit-client.js";
import type { Field, Model } from "../../../../generator/ir/model.js";
import type { FieldType, NamedType, UnionType } from "../../../../generator/ir/type.js";
import { field, model, project, text } from "../model-ir.js";

const date: FieldType = { kind: "date" };
const bigint: FieldType = { kind: "bigint" };
const number: FieldType = { kind: "number", integer: false, min: null, max: null };
const named = (name: string): FieldType => ({ kind: "named", name });
const literal = (...values: (string | number | boolean)[]): FieldType => ({ kind: "literal", values });
const list = (type: FieldType, nullable = false): FieldType => ({ kind: "array", items: { type, nullable }, minItems: null, maxItems: null, uniqueItems: false, readonly: false });
const record = (type: FieldType): Extract<FieldType, { kind: "record" }> => ({ kind: "record", keys: { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false }, values: { type, nullable: true }, readonly: false });
const union = (discriminator: string | null, ...members: FieldType[]): UnionType => ({ kind: "union", members, discriminator });
const object = (name: string, fields: Field[], rest: Extract<FieldType, { kind: "record" }> | null = null): NamedType => ({ kind: "object", name, fields, rest, joins: [], doc: "" });
const alias = (name: string, type: FieldType): NamedType => ({ kind: "alias", name, type, nullable: false, doc: "" });
const item = (type: FieldType, optional = false) => ({ type, nullable: false, optional, label: null });

interface EmittedClient {
  createClient(options: object): Readonly<Record<string, { getRevision(id: string, n: number): Promise<{ value: { data: unknown } }>; create(data: unknown): Promise<unknown> }>>;
}

/** The client of a model called `Thing`, as it is emitted, on a server that answers with `json` and keeps what it is sent. */
async function clientOf(thing: Model, json: string, sent: string[] = []) {
  const { text: source } = emitClient(project(thing), "generated");
  const code = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 } }).outputText;
  const loaded: EmittedClient = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const answer = { status: 200, headers: { get: () => null }, text: () => Promise.resolve(json) };
  const fetch = (_: string, { body }: { body?: string }) => (sent.push(body ?? ""), Promise.resolve(answer));
  return loaded.createClient({ fetch })["things"];
}

async function revive(type: FieldType, json: unknown, types: NamedType[] = []): Promise<unknown> {
  const things = await clientOf(model("Thing", { fields: [field("it", type)], types }), JSON.stringify({ data: { it: json }, revision: {} }));
  const { value } = (await things?.getRevision("a", 1)) ?? { value: { data: null } };
  return new Map(Object.entries(value.data ?? {})).get("it");
}

const at = "2027-01-02T03:04:05.678Z";
const then = new Date(at);

describe("what the client makes of JSON", () => {
  const card = object("Card", [field("kind", literal("card")), field("at", date)]);
  const cash = object("Cash", [field("kind", literal("cash", "coins")), field("at", text)]);
  const tree = object("Tree", [field("at", date), field("children", list(named("Tree")))]);
  const twig = alias("Twig", union(null, date, list(named("Twig"))));
  const left = object("Left", [field("at", date), field("note", text, { optional: true })]);
  const right = object("Right", [field("at", literal("never")), field("size", number)]);
  const tier: NamedType = { kind: "enum", name: "Tier", members: [{ name: "Free", value: "free" }], from: { file: "models/thing.ts" }, doc: "" };
  const open = object("Open", [field("at", date), field("constructor", bigint)], record(bigint));

  it.each<[string, FieldType, unknown, unknown, NamedType[]?]>([
    ["a date", date, at, then],
    ["a bigint", bigint, "-12345678901234567890", -12345678901234567890n],
    ["null", date, null, null],
    ["text that looks like a date", text, at, at],
    ["a list with null", list(date, true), [at, null], [then, null]],
    ["lists of lists", list(list(bigint)), [["1"], []], [[1n], []]],
    ["a record, whatever its keys", record(date), JSON.parse(`{"__proto__":"${at}","constructor":null}`), Object.fromEntries([["__proto__", then], ["constructor", null]])],
    ["a tuple with optional items and a rest", { kind: "tuple", items: [item(text), item(date, true)], rest: { type: bigint, nullable: false }, readonly: false }, [at, at, "1", "2"], [at, then, 1n, 2n]],
    ["a shorter tuple", { kind: "tuple", items: [item(text), item(date, true)], rest: null, readonly: false }, [at], [at]],
    ["a member told by its discriminator", union("kind", named("Card"), named("Cash")), { kind: "card", at }, { kind: "card", at: then }, [card, cash]],
    ["the other member", union("kind", named("Card"), named("Cash")), { kind: "coins", at }, { kind: "coins", at }, [card, cash]],
    ["a recursive object", named("Tree"), { at, children: [{ at, children: [] }] }, { at: then, children: [{ at: then, children: [] }] }, [tree]],
    ["a recursive alias", named("Twig"), [at, [[at]]], [then, [[then]]], [twig]],
    ["a date or a number", union(null, number, date), 5, 5],
    ["a date or a number, the date", union(null, number, date), at, then],
    ["a date or a word", union(null, literal("never"), date), "never", "never"],
    ["a bigint or a number", union(null, bigint, number), "5", 5n],
    ["a bigint or a date", union(null, bigint, date), at, then],
    ["objects told apart by what they hold", union(null, named("Right"), named("Left")), { at, note: "x" }, { at: then, note: "x" }, [left, right]],
    ["the other object", union(null, named("Left"), named("Right")), { at: "never", size: 1 }, { at: "never", size: 1 }, [left, right]],
    ["lists told apart by their items", union(null, list(number), list(union(null, date, named("Tier")))), [at, "free"], [then, "free"], [tier]],
    ["fields beside an index signature", named("Open"), { at, constructor: "1", toString: "2" }, { at: then, constructor: 1n, toString: 2n }, [open]],
  ])("%s", async (_, type, json, expected, types = []) => {
    expect(await revive(type, json, types)).toEqual(expected);
  });

  it("is a member of a union of classes, too", async () => {
    const thing = model("Thing", { fields: [], union: union("kind", named("Card"), named("Cash")), types: [card, cash] });
    const things = await clientOf(thing, JSON.stringify({ data: { kind: "card", at } }));
    expect((await things?.getRevision("a", 1))?.value.data).toEqual({ kind: "card", at: then });
  });

  it("is sent as JSON again", async () => {
    const sent: string[] = [];
    const things = await clientOf(model("Thing"), "{}", sent);
    await things?.create({ at: then, id: 1n, list: [{ at: then }], none: undefined, nothing: null });
    expect(sent).toEqual([`{"at":"${at}","id":"1","list":[{"at":"${at}"}],"nothing":null}`]);
  });
});

describe("the client of a project", () => {
  const all = model("Thing", {
    fields: [field("title"), field("secret", text, { access: "writeOnly" }), field("state", text, { access: "readOnly" })],
    options: { path: "odd-things", plural: "things", withoutRoutes: ["search", "delete"], defaultStatus: "stable", requireReason: false, requireIfMatch: false },
  });

  it("tells of hidden and protected fields, and of routes that are switched off", () => {
    const { text: source } = emitClient(project(all), "generated");
    expect(source).toContain('    hidden: "secret";\n    protected: "state";\n    without: "search" | "each" | "eachPage" | "delete";\n');
    expect(source).toContain('  things: { path: "odd-things" },\n');
  });

  it("is what prettier would print, whatever the names", async () => {
    const long = "ThingWithANameThatNobodyWouldEverWantToReadOrWriteAgain";
    const odd = [model(long, { ...all, options: { ...all.options, plural: `${long}s` }, types: [] }), model("Default", { fields: [field("in-valid", date), field(long, list(union(null, date, literal("never"))))] })];
    const { text: source } = emitClient(project(...odd), "generated");
    expect(await format(source, { parser: "typescript", printWidth: 120 })).toBe(source);
  });

  it("has no shapes where JSON is enough", () => {
    expect(emitClient(project(all), "generated").text).toContain("const SHAPES: Readonly<Record<string, Shape>> = {};\n");
  });

  it("grows by less than 400 bytes with a model that holds a date", () => {
    const models = Array.from({ length: 101 }, (_, n) => model(`Thing${n}`, { fields: [field("at", date)] }));
    const [one, many] = [models.slice(0, 1), models].map((some) => emitClient(project(...some), "generated").text.length);
    expect(((many ?? 0) - (one ?? 0)) / 100).toBeLessThan(400);
    expect(one).toBeLessThan(48_000);
  });
});
