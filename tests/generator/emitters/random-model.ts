import * as fc from "fast-check";
import type { Constant, Doc, Field, IndexedPath, IndexedType, Model } from "../../../generator/ir/model.js";
import type { FieldType, ObjectType } from "../../../generator/ir/type.js";
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
const fieldName = fc.oneof(fc.stringMatching(/^[a-z]{1,9}([A-Z][a-z]{1,9}){0,3}$/), fc.constantFrom("constructor", "id", "type", "default", "class", "in", "then", "_x"));
const literal = fc.oneof(fc.stringMatching(/^[a-z"' -]{1,25}$/), fc.integer(), fc.boolean());
const limit = fc.option(fc.nat(1000));

function fieldType(objects: readonly string[]): fc.Arbitrary<FieldType> {
  const scalar: fc.Arbitrary<FieldType> = fc.oneof(
    fc.record({ kind: fc.constant("string" as const), minLength: limit, maxLength: limit, pattern: fc.constant(null), format: fc.constant(null), open: fc.constant(false) }),
    fc.record({ kind: fc.constant("number" as const), integer: fc.boolean(), min: fc.option(fc.integer()), max: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })) }),
    fc.constantFrom({ kind: "boolean" as const }, { kind: "date" as const }),
    fc.uniqueArray(literal, { minLength: 1, maxLength: 9 }).map((values) => ({ kind: "literal" as const, values })),
    ...(objects.length === 0 ? [] : [fc.constantFrom(...objects).map((name) => ({ kind: "named" as const, name }))]),
  );
  return fc.oneof({ weight: 5, arbitrary: scalar }, { weight: 2, arbitrary: list(scalar) }, { weight: 1, arbitrary: list(list(scalar)) });
}

function list(items: fc.Arbitrary<FieldType>): fc.Arbitrary<FieldType> {
  return fc.record({
    kind: fc.constant("array" as const),
    items: fc.record({ type: items, nullable: fc.boolean() }),
    minItems: fc.constant(null),
    maxItems: fc.constant(null),
    uniqueItems: fc.constant(false),
    readonly: fc.boolean(),
  });
}

/** Any constant will do: that it fits the field is the reader's concern. */
const constant: fc.Arbitrary<Constant> = fc.oneof(
  literal,
  fc.constant(null),
  fc.array(fc.oneof(fc.array(fc.integer(), { maxLength: 4 }), fc.dictionary(fieldName, literal, { maxKeys: 3 })), { maxLength: 4 }),
  fc.array(literal, { maxLength: 8 }),
  fc.dictionary(fieldName, fc.oneof(literal, fc.array(literal, { maxLength: 4 })), { maxKeys: 4 }),
);

function fields(objects: readonly string[], hasDefaults: boolean): fc.Arbitrary<Field[]> {
  const field = fc.record({
    name: fieldName,
    type: fieldType(objects),
    nullable: fc.boolean(),
    optional: fc.boolean(),
    readonly: fc.boolean(),
    default: hasDefaults ? fc.option(constant.map((value) => ({ kind: "constant" as const, value }))) : fc.constant(null),
    access: fc.constant(null),
    renamedFrom: fc.constant(null),
    doc,
  });
  return fc.uniqueArray(field, { minLength: 1, maxLength: 8, selector: ({ name }) => name });
}

const indexedTypes: Readonly<Partial<Record<FieldType["kind"], IndexedType>>> = { string: "text", boolean: "boolean", date: "date" };

function indexesOf(all: readonly Field[]): IndexedPath[] {
  return all.flatMap(({ name, type, nullable }) => {
    const indexed = indexedTypes[type.kind];
    return indexed === undefined ? [] : [{ path: name, type: indexed, nullable, list: false, renamedFrom: null }];
  });
}

export const randomModel: fc.Arbitrary<Model> = fc
  .record({ name: capital, objects: fc.uniqueArray(capital, { maxLength: 2 }) })
  .filter(({ name, objects }) => !objects.includes(name))
  .chain(({ name, objects }) => {
    const [first, second] = objects;
    const object = (own: string | undefined, used: readonly string[]): fc.Arbitrary<ObjectType[]> =>
      own === undefined ? fc.constant([]) : fc.record({ kind: fc.constant("object" as const), name: fc.constant(own), fields: fields(used, false), rest: fc.constant(null), joins: fc.constant([]), doc: prose }).map((type) => [type]);
    return fc.record({ name: fc.constant(name), doc, fields: fields(objects, true), first: object(first, []), second: object(second, [first ?? ""]) });
  })
  .map(({ name, doc: text, fields: own, first, second }) => {
    const indexes = indexesOf(own);
    const paths = indexes.map(({ path }) => path);
    const compound = paths.length < 2 ? [] : [paths.slice(0, 2)];
    const alone = paths.slice(0, 1).map((path) => [path]);
    const unique = alone.concat(compound.map((pair) => pair.toReversed()));
    return model(name, { file: "models/a.ts", doc: text, fields: own, indexes, compoundIndexes: compound, unique, types: first.concat(second) });
  });
