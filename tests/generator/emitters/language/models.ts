import type { Constant, Default, Field, IndexedPath, Model } from "../../../../generator/ir/model.js";
import type { ArrayType, FieldType, NamedType, ObjectType, RecordType, StringType, Value } from "../../../../generator/ir/type.js";
import { field, model } from "../model-ir.js";

/** What the reader makes of the source beside it. */

const string: StringType = { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false };
const number: FieldType = { kind: "number", integer: false, min: null, max: null };
const int: FieldType = { kind: "number", integer: true, min: null, max: null };
const boolean: FieldType = { kind: "boolean" };
const date: FieldType = { kind: "date" };
const bigint: FieldType = { kind: "bigint" };

const literal = (...values: readonly (string | number | boolean)[]): FieldType => ({ kind: "literal", values });
const named = (name: string): FieldType => ({ kind: "named", name });
const value = (type: FieldType, nullable = false): Value => ({ type, nullable });
const list = (type: FieldType, readonly = false): ArrayType => ({ kind: "array", items: value(type), minItems: null, maxItems: null, uniqueItems: false, readonly });
const union = (...members: readonly FieldType[]) => ({ kind: "union" as const, members, discriminator: null });
const template = (text: string, hole: "string" | "number", pattern: string) => ({ kind: "template" as const, parts: [text, { hole }], pattern });
const constant = (of: Constant): { default: Default } => ({ default: { kind: "constant", value: of } });
const record = (values: Value, keys: RecordType["keys"] = string, readonly = false): RecordType => ({ kind: "record", keys, values, readonly });

function object(name: string, fields: readonly Field[], more: Partial<ObjectType> = {}): ObjectType {
  return { kind: "object", name, fields, rest: null, joins: [], doc: "", ...more };
}

function indexed(path: string, type: IndexedPath["type"], more: Partial<IndexedPath> = {}): IndexedPath {
  return { path, type, nullable: false, list: false, renamedFrom: null, ...more };
}

const file = "models/sample.ts";
const entry = { name: field("name"), at: field("at", date), note: field("note", string, { optional: true }) };

const types: readonly NamedType[] = [
  { kind: "enum", name: "Tier", members: [{ name: "Free", value: "free" }, { name: "Pro", value: "pro" }, { name: "odd-name", value: "odd" }], from: { file }, doc: "" },
  { kind: "enum", name: "Level", members: [{ name: "Low", value: 0 }, { name: "High", value: 10 }], from: { file }, doc: "" },
  object("Address", [field("city", string, constant("Bonn")), field("street"), field("tags", list(string, true), { readonly: true, ...constant([]) })]),
  object("Card", [field("kind", literal("card")), field("last4"), field("limit", bigint)]),
  object("Iban", [field("kind", literal("iban")), field("iban")]),
  { kind: "alias", name: "Payment", type: { ...union(named("Card"), named("Iban")), discriminator: "kind" }, nullable: false, doc: "How it is paid." },
  { kind: "alias", name: "Tree", type: union(string, list(named("Tree")), record(value(named("Tree")))), nullable: false, doc: "" },
  object("Node", [field("label"), field("children", list(named("Node"))), field("parent", named("Sample"), { nullable: true })]),
  object("Named", [entry.name]),
  object("Dated", [entry.at, entry.note]),
  object("Entry", Object.values(entry), { joins: ["Named", "Dated"] }),
  object("Open", [field("id", number)], { rest: record(value(number)) }),
  object("Extended", [field("id")], { rest: record(value(string, true), template("x-", "string", "^x-.*$")) }),
];

const fields: readonly Field[] = [
  field("title", string, constant("")),
  field("open", union(literal("red", "green"), { ...string, open: true })),
  field("count", int),
  field("big", bigint, constant("12")),
  field("price", { kind: "decimal" }),
  field("created", date, { default: { kind: "now" } }),
  field("key", string, { default: { kind: "uuid" } }),
  field("logo", { kind: "binary" }, { nullable: true, ...constant(null) }),
  field("free", { kind: "json" }),
  field("tier", named("Tier"), constant("free")),
  field("onlyPro", { kind: "enumMember", name: "Tier", member: "Pro", value: "pro" }),
  field("odd", { kind: "enumMember", name: "Tier", member: "odd-name", value: "odd" }),
  field("levels", list(named("Level")), constant([0])),
  field("code", template("ORD-", "number", "^ORD-\\d+$")),
  field("pair", { kind: "tuple", items: [{ ...value(number), optional: false, label: null }, { ...value(string, true), optional: false, label: null }], rest: null, readonly: false }),
  field("labelled", { kind: "tuple", items: [{ ...value(number), optional: false, label: "x" }, { ...value(string, true), optional: true, label: "y" }], rest: value(boolean), readonly: false }),
  field("frozen", { kind: "tuple", items: [{ ...value(date), optional: false, label: null }], rest: value(named("Address")), readonly: true }),
  field("counts", record(value(number)), constant({})),
  field("flags", record(value(boolean), { kind: "template", parts: [{ hole: ["is", "has"] }, "-", { hole: "string" }], pattern: "^(?:is|has)-.*$" }, true)),
  field("mixed", union(string, number, list(named("Address")))),
  field("payment", named("Payment"), { nullable: true, ...constant(null) }),
  field("tree", named("Tree")),
  field("node", named("Node"), { optional: true }),
  field("entry", named("Entry")),
  field("address", named("Address")),
  field("others", list(named("Address")), constant([])),
  field("bag", named("Open")),
  field("extended", named("Extended"), { optional: true, nullable: true }),
  field("owner", { kind: "reference", model: "Sample", to: "resource", onDelete: "restrict" }),
  field("pinned", list({ kind: "reference", model: "Sample", to: "revision", onDelete: "dangling" }), constant([])),
  field("words", list(string)),
  field("first-name"),
  field("type", boolean, { readonly: true, access: "internal", ...constant(true) }),
];

export const sample: Model = model("Sample", {
  file,
  schemaVersion: "v2",
  fields,
  types,
  indexes: [indexed("address.city", "text"), indexed("others.city", "text", { list: true }), indexed("owner", "text"), indexed("pinned", "text", { list: true }), indexed("words", "text", { list: true })],
  references: [
    { path: "owner", model: "Sample", to: "resource", onDelete: "restrict", list: false },
    { path: "pinned", model: "Sample", to: "revision", onDelete: "dangling", list: true },
  ],
  displayName: "title",
  options: { path: "things", plural: "things", withoutRoutes: ["delete", "restore"], defaultStatus: "draft", requireReason: true, requireIfMatch: false },
  functions: { exportName: "default", validate: true, newId: true, steps: [{ from: "v1", to: "v2" }] },
});

export const pet: Model = model("Pet", {
  file,
  fields: [],
  types: [
    object("Cat", [field("kind", literal("cat")), field("lives", int), field("name")]),
    object("Dog", [field("kind", literal("dog"), constant("dog")), field("name", literal("Rex", "Ada"), constant("Rex")), field("toString")]),
  ],
  union: { kind: "union", members: [named("Cat"), named("Dog")], discriminator: "kind" },
  indexes: [indexed("lives", "integer", { nullable: true }), indexed("name", "text")],
  functions: { exportName: "pets", validate: false, newId: true, steps: [] },
});
