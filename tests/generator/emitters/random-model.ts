import * as fc from "fast-check";
import { ROUTE_NAMES, type Constant, type Default, type Doc, type Field, type IndexedPath, type IndexedType, type Model, type ModelFunctions } from "../../../generator/ir/model.js";
import { STRING_FORMATS, type FieldType, type NamedType, type RecordType, type UnionType, type Value } from "../../../generator/ir/type.js";
import { model } from "./model-ir.js";

/** Models such as the reader hands over: with all that the model language has, in names of all lengths. */

const prose = fc.oneof(
  fc.constant(""),
  fc.lorem({ maxCount: 3, mode: "sentences" }),
  fc.constantFrom("One line.", "Two\nlines.", "A */ in the middle, `code` and \"quotes\".", "漢字が書いてある。".repeat(6), "{{braces}} and ${x}"),
);
const doc: fc.Arbitrary<Doc> = fc.record({
  text: prose,
  deprecated: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom("", "Use another.") }),
  examples: fc.array(fc.constantFrom("example", "1", "two\nlines"), { maxLength: 1 }),
});

const capital = fc.stringMatching(/^[A-Z][a-z]{1,8}([A-Z][a-z]{1,8}){0,4}$/);
const fieldName = fc.oneof(
  fc.stringMatching(/^[a-z]{1,9}([A-Z][a-z]{1,9}){0,3}$/),
  fc.constantFrom("constructor", "toString", "id", "type", "default", "class", "in", "then", "_x", "größe", "first-name", "2nd", "a b", 'q"uote'),
);
const literal = fc.oneof(fc.stringMatching(/^[a-z"' -]{1,25}$/), fc.integer(), fc.boolean());
const literals = fc.uniqueArray(literal, { minLength: 1, maxLength: 9 });
const limit = fc.option(fc.nat(1000));
const prefix = fc.constantFrom("ORD-", "`", "\\", "${", "a\nb", "");
const access = fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom("internal" as const, "readOnly" as const, "writeOnly" as const) });

const stringType = fc.record({
  kind: fc.constant("string" as const),
  minLength: limit,
  maxLength: limit,
  pattern: fc.option(fc.constantFrom("^[a-z]+$", "\\d{4}", "^['\"]")),
  format: fc.option(fc.constantFrom(...STRING_FORMATS)),
  open: fc.boolean(),
});
const templateType = fc.record({
  kind: fc.constant("template" as const),
  parts: fc.tuple(prefix, fc.record({ hole: fc.oneof(fc.constantFrom("string" as const, "number" as const, "bigint" as const, "boolean" as const), literals) }), prefix),
  pattern: fc.constantFrom("^ORD-(.*)$"),
});
const plain: fc.Arbitrary<FieldType> = fc.oneof(
  { weight: 3, arbitrary: stringType },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("number" as const), integer: fc.boolean(), min: fc.option(fc.integer()), max: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })) }) },
  { weight: 3, arbitrary: fc.constantFrom("boolean" as const, "bigint" as const, "decimal" as const, "date" as const, "binary" as const).map((kind) => ({ kind })) },
  { weight: 2, arbitrary: literals.map((values) => ({ kind: "literal" as const, values })) },
  templateType,
  fc.record({
    kind: fc.constant("reference" as const),
    model: capital,
    to: fc.constantFrom("resource" as const, "revision" as const),
    onDelete: fc.constantFrom("cascade" as const, "setNull" as const, "restrict" as const, "dangling" as const),
  }),
);

/** Types that may use those of these names. */
function fieldType(names: readonly string[]): fc.Arbitrary<FieldType> {
  const named = names.length === 0 ? [] : [{ weight: 2, arbitrary: fc.constantFrom(...names).map((name) => ({ kind: "named" as const, name })) }];
  return fc.letrec<{ type: FieldType; value: Value }>((tie) => ({
    value: fc.record({ type: tie("type"), nullable: fc.boolean() }),
    type: fc.oneof({ maxDepth: 3 }, { weight: 4, arbitrary: plain }, ...named, list(tie("value")), tuple(tie("value")), record(tie("value")), union(fc.oneof(plain, record(tie("value"))))),
  })).type;
}

function list(items: fc.Arbitrary<Value>): fc.Arbitrary<FieldType> {
  return fc.record({ kind: fc.constant("array" as const), items, minItems: limit, maxItems: limit, uniqueItems: fc.boolean(), readonly: fc.boolean() });
}

function tuple(value: fc.Arbitrary<Value>): fc.Arbitrary<FieldType> {
  const items = (optional: boolean, label: string | null, maxLength: number) => fc.array(value.map((each) => ({ ...each, optional, label })), { maxLength });
  const labels = fc.constantFrom(null, "x");
  return fc.record({
    kind: fc.constant("tuple" as const),
    items: labels.chain((label) => fc.tuple(items(false, label, 3), items(true, label, 2)).map((all) => all.flat())),
    rest: fc.option<Value>(value),
    readonly: fc.boolean(),
  });
}

function record(values: fc.Arbitrary<Value>): fc.Arbitrary<RecordType> {
  return fc.record({ kind: fc.constant("record" as const), keys: fc.oneof(stringType.filter((keys) => !keys.open), templateType), values, readonly: fc.boolean() });
}

function union(member: fc.Arbitrary<FieldType>): fc.Arbitrary<UnionType> {
  return fc.record({ kind: fc.constant("union" as const), members: fc.array(member, { minLength: 2, maxLength: 4 }), discriminator: fc.option(fieldName) });
}

/** Any constant will do: that it fits the field is the reader's concern. */
const constant: fc.Arbitrary<Constant> = fc.oneof(
  literal,
  fc.constant(null),
  fc.array(fc.oneof(fc.array(fc.integer(), { maxLength: 4 }), fc.dictionary(fieldName, literal, { maxKeys: 3 })), { maxLength: 4 }),
  fc.array(literal, { maxLength: 8 }),
  fc.dictionary(fieldName, fc.oneof(literal, fc.array(literal, { maxLength: 4 })), { maxKeys: 4 }),
);
const defaultValue: fc.Arbitrary<Default> = fc.oneof(
  { weight: 4, arbitrary: constant.map((value) => ({ kind: "constant" as const, value })) },
  { weight: 1, arbitrary: fc.constantFrom({ kind: "now" as const }, { kind: "uuid" as const }) },
);

function fields(names: readonly string[], own: boolean): fc.Arbitrary<Field[]> {
  const field = fc
    .record({
      name: fieldName,
      type: fc.oneof({ weight: 15, arbitrary: fieldType(names) }, { weight: 1, arbitrary: fc.constant({ kind: "json" as const }) }),
      nullable: fc.boolean(),
      optional: fc.boolean(),
      undefinable: fc.constant(false),
      readonly: fc.boolean(),
      default: fc.option(defaultValue, { freq: own ? 1 : 4 }),
      access: own ? access : fc.constant(null),
      renamedFrom: fc.constant(null),
      doc,
    })
    .filter((each): boolean => !(each.nullable && each.type.kind === "json"));
  return fc.uniqueArray(field, { minLength: 1, maxLength: 8, selector: ({ name }) => name });
}

const indexedTypes: Readonly<Partial<Record<FieldType["kind"], IndexedType>>> = { string: "text", template: "text", reference: "text", boolean: "boolean", date: "date" };

function indexesOf(all: readonly Field[]): IndexedPath[] {
  return all.flatMap(({ name, type, nullable }) => {
    const item = type.kind === "array" ? type.items.type : type;
    const indexed = indexedTypes[item.kind];
    return indexed === undefined ? [] : [{ path: name, type: indexed, nullable, list: item !== type, renamedFrom: null }];
  });
}

/** Objects, aliases and enums that use each other, and themselves. */
function namedTypes(names: readonly string[], own: string): fc.Arbitrary<NamedType[]> {
  const all = [...names, own];
  const object = (name: string): fc.Arbitrary<NamedType> =>
    fc.record({ kind: fc.constant("object" as const), name: fc.constant(name), fields: fields(all, false), rest: fc.option<RecordType>(record(fc.record({ type: fieldType(all), nullable: fc.boolean() }))), joins: fc.constantFrom([], names), doc: prose });
  const alias = (name: string): fc.Arbitrary<NamedType> =>
    fc.record({ kind: fc.constant("alias" as const), name: fc.constant(name), type: fc.oneof(union(fieldType(all).filter(({ kind }) => kind !== "union")), list(fc.record({ type: fieldType(all), nullable: fc.boolean() }))), nullable: fc.boolean(), doc: prose });
  const enumeration = (name: string): fc.Arbitrary<NamedType> =>
    fc.record({
      kind: fc.constant("enum" as const),
      name: fc.constant(name),
      members: fc.uniqueArray(fc.record({ name: fieldName, value: fc.oneof(fc.string(), fc.integer()) }), { minLength: 1, maxLength: 6, selector: (member) => member.name }),
      from: fc.constantFrom({ file: "models/a.ts" }, { file: "models/deep/b.mts" }, { package: "@some/package" }),
      doc: prose,
    });
  return fc.tuple(...names.map((name) => fc.oneof({ weight: 3, arbitrary: object(name) }, { weight: 2, arbitrary: alias(name) }, { weight: 1, arbitrary: enumeration(name) })));
}

const functions: fc.Arbitrary<ModelFunctions> = fc.record({
  exportName: fc.constantFrom("default", "issueSchema"),
  validate: fc.boolean(),
  newId: fc.boolean(),
  steps: fc.constantFrom([], [{ from: "v1", to: "v2" }]),
});
const options = fc.record({
  path: fc.stringMatching(/^[a-z]{1,30}(-[a-z]{1,20})?$/),
  plural: fc.stringMatching(/^[a-z]{2,30}[A-Z]$/),
  withoutRoutes: fc.subarray([...ROUTE_NAMES]),
  defaultStatus: fc.constantFrom("draft" as const, "stable" as const),
  requireReason: fc.boolean(),
  requireIfMatch: fc.boolean(),
});

export const randomModel: fc.Arbitrary<Model> = fc
  .record({ name: capital, names: fc.uniqueArray(capital, { maxLength: 4 }) })
  .filter(({ name, names }) => !names.includes(name))
  .chain(({ name, names }) =>
    fc.record({
      name: fc.constant(name),
      doc,
      fields: fields([...names, name], true),
      types: namedTypes(names, name),
      union: fc.option(union(fieldType(names).filter(({ kind }) => kind !== "union")), { freq: 6 }),
      functions,
      options,
    }),
  )
  .map(({ fields: own, union: all, ...rest }) => {
    const indexes = all === null ? indexesOf(own) : [];
    const paths = indexes.filter((index) => !index.list).map(({ path }) => path);
    const compound = paths.length < 2 ? [] : [paths.slice(0, 2)];
    const unique = paths.slice(0, 1).map((path) => [path]).concat(compound.map((pair) => pair.toReversed()));
    const references = own.flatMap(({ name, type }) => (type.kind === "reference" ? [{ ...type, path: name, list: false }] : []));
    return model(rest.name, { ...rest, file: "models/a.ts", fields: all === null ? own : [], union: all, indexes, compoundIndexes: compound, unique, references, displayName: paths[0] ?? null });
  });
