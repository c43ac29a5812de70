import * as fc from "fast-check";
import type { Access, Default, Field, Model } from "../../../generator/ir/model.js";
import { STRING_FORMATS, type FieldType, type NamedType, type StringType, type UnionType, type Value } from "../../../generator/ir/type.js";
import { doc, field, model, text } from "./model-ir.js";

/** Models with every kind of type that the IR has, recursive ones among them. */

const limit = fc.option(fc.integer({ min: 0, max: 8 }), { nil: null });
const [low, high] = [fc.option(fc.integer({ min: -5, max: 2 }), { nil: null }), fc.option(fc.integer({ min: 3, max: 9 }), { nil: null })];
const plainText: StringType = { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false };

function textWith(more: Partial<StringType>): StringType {
  return { ...plainText, ...more };
}

const patterns = ["^[A-Z]{2}-\\d{3,}$", "^(?:red|green)$", "^\\p{L}+$", "^[^a-z]?x(?=y)y$", "b+", "^(?!a)[a-c]$", "^\\u{1f600}$"];

/** Whether the values of a kind are told from all others, so that a union of them has only one reading. */
const SCALARS: fc.Arbitrary<FieldType> = fc.oneof(
  fc.constant(plainText),
  fc.record({ minLength: limit, more: limit }).map(({ minLength, more }) => textWith({ minLength, maxLength: more === null ? null : (minLength ?? 0) + more })),
  fc.constantFrom(...patterns).map((pattern) => textWith({ pattern })),
  fc.constantFrom(...STRING_FORMATS).map((format) => textWith({ format })),
  fc.record({ kind: fc.constant("number" as const), integer: fc.boolean(), min: low, max: high }),
  fc.constantFrom<FieldType>({ kind: "boolean" }, { kind: "bigint" }, { kind: "decimal" }, { kind: "date" }, { kind: "binary" }, { kind: "json" }),
  fc.uniqueArray(fc.oneof(fc.constantFrom("a", "b c", "d"), fc.integer(), fc.boolean()), { minLength: 1, maxLength: 4 }).map((values) => ({ kind: "literal" as const, values })),
  fc.constant<FieldType>({ kind: "enumMember", name: "Tier", member: "Free", value: 0 }),
  fc.constant<FieldType>({ kind: "template", parts: ["ORD-", { hole: "number" }], pattern: "^ORD-[0-9]+$" }),
  fc.record({ kind: fc.constant("reference" as const), model: fc.constantFrom("BlogPost", "Issue"), to: fc.constantFrom("resource" as const, "revision" as const), onDelete: fc.constant("restrict" as const) }),
  fc.constantFrom("Tier", "Shape", "Tree", "Node", "Bag").map((name) => ({ kind: "named" as const, name })),
);

function holders(of: fc.Arbitrary<FieldType>): fc.Arbitrary<FieldType> {
  const value: fc.Arbitrary<Value> = fc.record({ type: of, nullable: fc.boolean() }).map(({ type, nullable }) => ({ type, nullable: nullable && type.kind !== "json" }));
  const item = fc.record({ value, optional: fc.boolean() });
  return fc.oneof(
    fc.record({ items: value, minItems: fc.constantFrom(null, 0, 1, 3), uniqueItems: fc.boolean() }).map(({ items, minItems, uniqueItems }) => ({ kind: "array" as const, items, minItems, uniqueItems, maxItems: 4, readonly: false })),
    fc.record({ items: fc.array(item, { maxLength: 3 }), rest: fc.option(value, { nil: null }) }).map(({ items, rest }) => {
      const ordered = items.toSorted((a, b) => Number(a.optional) - Number(b.optional));
      return { kind: "tuple" as const, items: ordered.map(({ value: { type, nullable }, optional }) => ({ type, nullable, optional, label: null })), rest, readonly: false };
    }),
    fc.record({ keys: fc.constantFrom<StringType | (FieldType & { kind: "template" })>(plainText, { kind: "template", parts: ["x-", { hole: "string" }], pattern: "^x-[\\s\\S]*$" }), values: value }).map(({ keys, values }) => ({ kind: "record" as const, keys, values, readonly: false })),
    fc.uniqueArray(of, { minLength: 2, maxLength: 3, selector: ({ kind }) => kind }).map((members) => ({ kind: "union" as const, members, discriminator: null })),
  );
}

const anyType = fc.oneof({ weight: 3, arbitrary: SCALARS }, { weight: 2, arbitrary: holders(SCALARS) }, { weight: 1, arbitrary: holders(holders(SCALARS)) });

function literal(value: string): FieldType {
  return { kind: "literal", values: [value] };
}

function object(name: string, fields: readonly Field[], more: Partial<NamedType & { kind: "object" }> = {}): NamedType {
  return { kind: "object", name, fields, rest: null, joins: [], doc: "", ...more };
}

const named = (name: string): FieldType => ({ kind: "named", name });
const shape: UnionType = { kind: "union", members: [named("Circle"), named("Square")], discriminator: "kind" };
const list = (type: FieldType): FieldType => ({ kind: "array", items: { type, nullable: false }, minItems: null, maxItems: null, uniqueItems: false, readonly: false });

/** An enum, a discriminated union, types that hold themselves, and an object with other keys than its own. */
const TYPES: readonly NamedType[] = [
  { kind: "enum", name: "Tier", members: [{ name: "Free", value: 0 }, { name: "Pro", value: 1 }], from: { file: "models/a.ts" }, doc: "What is paid." },
  object("Circle", [field("kind", literal("circle")), field("radius", { kind: "number", integer: false, min: 0.5, max: null })]),
  object("Square", [field("kind", literal("square")), field("side", { kind: "number", integer: true, min: 1, max: null }), field("tag", text, { default: { kind: "constant", value: "t" } })]),
  { kind: "alias", name: "Shape", type: shape, nullable: false, doc: "One of two." },
  { kind: "alias", name: "Tree", type: { kind: "union", members: [text, list(named("Tree"))], discriminator: null }, nullable: false, doc: "" },
  object("Node", [field("next", named("Node"), { nullable: true }), field("children", list(named("Node"))), field("label", text, { default: { kind: "uuid" }, optional: false })]),
  object("Bag", [field("size", { kind: "number", integer: true, min: null, max: null })], {
    rest: { kind: "record", keys: plainText, values: { type: { kind: "number", integer: false, min: null, max: null }, nullable: false }, readonly: false },
  }),
];

const examples = fc.array(fc.constantFrom("prose", "1", '"a"', "true", "[1, 2]", '{"kind":"circle","radius":1}', "2026-02-03", "2026-02-03T04:05:06Z", "null", "{}", "issue:1", "12.50"), { maxLength: 2 });

const someField: fc.Arbitrary<Field> = fc
  .record({
    name: fc.oneof(fc.stringMatching(/^[a-z]{1,6}$/), fc.constantFrom("constructor", "a.b", "$ref", "odd name")),
    type: anyType,
    nullable: fc.boolean(),
    optional: fc.boolean(),
    access: fc.constantFrom<Access | null>(null, null, null, "internal", "readOnly", "writeOnly"),
    default: fc.constantFrom<Default | null>(null, null, { kind: "constant", value: null }),
    examples,
  })
  .map(({ name, type, nullable, examples: given, default: value, ...more }) => {
    const isNullable = nullable && type.kind !== "json";
    return field(name, type, { ...more, nullable: isNullable, default: isNullable ? value : null, doc: { ...doc(), examples: given } });
  });

/** Fields of every type; those that an index can be over are indexed, one of them below a list. */
export const randomTypesModel: fc.Arbitrary<Model> = fc
  .record({
    fields: fc.uniqueArray(someField, { minLength: 1, maxLength: 6, selector: ({ name }) => name }),
    isUnion: fc.boolean(),
    defaultStatus: fc.constantFrom("draft" as const, "stable" as const),
    requireReason: fc.boolean(),
    requireIfMatch: fc.boolean(),
    withoutRoutes: fc.subarray(["create", "search", "delete", "getRevision", "switch"] as const),
  })
  .map(({ fields, isUnion, ...chosen }) => {
    const own = [...fields.filter(({ name }) => name !== "shape"), field("shape", list(named("Shape")))];
    const options = Object.assign({}, model("Thing").options, chosen);
    if (isUnion) return model("Thing", { types: TYPES, options, fields: [], union: shape });
    const indexes = own.flatMap(({ name, type, nullable, optional }) =>
      type.kind === "string" ? [{ path: name, type: "text" as const, nullable: nullable || optional, list: false, renamedFrom: null }] : [],
    );
    const inList = { path: "shape.kind", type: "text" as const, nullable: false, list: true, renamedFrom: null };
    return model("Thing", { types: TYPES, options, fields: own, indexes: [...indexes, inList] });
  });
