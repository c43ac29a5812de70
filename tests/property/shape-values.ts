import * as fc from "fast-check";
import { TEXTS, type Property, type Shape, type Slot } from "./shape.js";

/** Values of a shape as they are on the wire. */
export function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "array":
      return arrays(shape);
    case "tuple":
      return tuples(shape);
    case "record":
      return fc.dictionary(fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("constructor", "toString", "a/b~c")), slotValues(shape.values), { maxKeys: 3, noNullPrototype: true });
    case "object":
      return objects(shape.fields);
    case "tagged":
      return fc.oneof(...shape.members.map(taggedObjects));
    case "tree":
      return trees(slotValues(shape.node), 3);
    default:
      return scalars(shape);
  }
}

function scalars(shape: Exclude<Shape, { kind: "array" | "tuple" | "record" | "object" | "tagged" | "tree" }>): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "string":
      return fc.string({ unit: "binary", minLength: shape.min ?? 0, maxLength: shape.max ?? 12 }).filter((text) => isBetween([...text].length, shape));
    case "number":
      return numbers(shape);
    case "boolean":
      return fc.boolean();
    case "date":
      return fc.date({ min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true }).map((date) => date.toISOString());
    case "bigint":
      return fc.bigInt().map(String);
    case "decimal":
      return fc.stringMatching(/^-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,9})?$/);
    case "uuid":
      return fc.uuid();
    case "unknown":
      return fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)));
    case "text":
      return fc.constantFrom(...TEXTS[shape.of].good);
    default:
      return fc.constantFrom(...shape.values);
  }
}

/** A depth of its own: a shape may hold trees whose nodes hold trees. */
function trees(node: fc.Arbitrary<unknown>, depth: number): fc.Arbitrary<unknown> {
  const children = depth === 0 ? fc.constant<unknown[]>([]) : fc.array(trees(node, depth - 1), { maxLength: 2 });
  return fc.record({ node, children }, { noNullPrototype: true });
}

function taggedObjects(fields: readonly Property[], at: number): fc.Arbitrary<unknown> {
  return objects(fields).map((value) => Object.assign({ tag: `t${at}` }, value));
}

/** Values of objects with these fields. Optional ones are sometimes left out. */
export function objects(fields: readonly Property[]): fc.Arbitrary<Record<string, unknown>> {
  const requiredKeys = fields.filter(({ isOptional }) => !isOptional).map(({ name }) => name);
  const model: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(fields.map((field) => [field.name, slotValues(field)]));
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}

function slotValues({ shape, isNullable }: Slot): fc.Arbitrary<unknown> {
  return isNullable ? fc.option(valuesOf(shape), { nil: null }) : valuesOf(shape);
}

function numbers({ integer, min, max }: Shape & { kind: "number" }): fc.Arbitrary<number> {
  if (integer) return fc.integer({ min: min ?? -(2 ** 31), max: max ?? 2 ** 31 - 1 });
  return fc.double({ min: min ?? -1e15, max: max ?? 1e15, noNaN: true }).map((value) => (value === 0 ? 0 : value));
}

function arrays({ items, min, max, isUnique }: Shape & { kind: "array" }): fc.Arbitrary<unknown> {
  const bounds = { minLength: min ?? 0, maxLength: max ?? 4 };
  const values = slotValues(items);
  return !isUnique ? fc.array(values, bounds) : fc.uniqueArray(values, { ...bounds, comparator: (a, b) => canonical(a) === canonical(b) });
}

function tuples({ items, optional, rest }: Shape & { kind: "tuple" }): fc.Arbitrary<unknown[]> {
  const all = fc.tuple(...items.map(slotValues));
  const more = rest === null ? fc.constant<unknown[]>([]) : fc.array(slotValues(rest), { maxLength: 2 });
  return fc.tuple(all, more, fc.nat(optional)).map(([values, others, left]) => (left === 0 ? values.concat(others) : values.slice(0, values.length - left)));
}

/** Equal for values that are equal in JSON Schema. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function isBetween(length: number, { min, max }: { readonly min: number | null; readonly max: number | null }): boolean {
  return length >= (min ?? 0) && length <= (max ?? Infinity);
}
