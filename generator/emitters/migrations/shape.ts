import { createHash } from "node:crypto";
import type { Field, Model } from "../../ir/model.js";
import { modelLabel } from "../../ir/names.js";
import type { FieldType, NamedType, RecordType, Value } from "../../ir/type.js";
import { perModel } from "../per-model.js";

/**
 * What a model's data looks like at rest, as far as it matters whether older data still fits: no docs, no constraints, no
 * indexes, no values of defaults. What is not said is left out.
 */
export interface Shape {
  readonly root: TypeShape;
  readonly types: Readonly<Record<string, ValueShape>>;
}

export type TypeShape =
  | "string"
  | "integer"
  | "number"
  | "boolean"
  | "bigint"
  | "decimal"
  | "date"
  | "binary"
  | "json"
  | { readonly literals: readonly (string | number | boolean)[] }
  | { readonly template: string }
  | { readonly reference: string }
  | { readonly array: ValueShape }
  | { readonly tuple: readonly (ValueShape & { readonly optional?: true })[]; readonly rest?: ValueShape }
  | RecordShape
  | ObjectShape
  | { readonly union: readonly TypeShape[] }
  | { readonly named: string };

export interface ValueShape {
  readonly type: TypeShape;
  readonly nullable?: true;
}

export interface RecordShape {
  readonly record: ValueShape;
  /** A pattern; any key without one. */
  readonly keys?: string;
}

export interface ObjectShape {
  readonly fields: readonly FieldShape[];
  readonly rest?: RecordShape;
}

export interface FieldShape extends ValueShape {
  readonly name: string;
  readonly optional?: true;
  /** A value that is not there can be filled in. */
  readonly default?: true;
  readonly renamedFrom?: string;
}

/** The key under which a shape is kept. */
export function shapeKey(shape: object): string {
  const key = keys.get(shape) ?? `sha256:${createHash("sha256").update(JSON.stringify(shape)).digest("hex")}`;
  keys.set(shape, key);
  return key;
}

const keys = new WeakMap<object, string>();

export function toShape(model: Model): Shape {
  return shapeOf(model, null);
}

const shapeOf = perModel(({ fields, union, types }, _: null): Shape => {
  const root = union === null ? { fields: fields.map(toField) } : toType(union);
  return { root, types: Object.fromEntries(types.map((type) => [type.name, toNamed(type)])) };
});

function toNamed(type: NamedType): ValueShape {
  switch (type.kind) {
    case "object":
      return { type: { fields: type.fields.map(toField), ...(type.rest === null ? {} : { rest: toRecord(type.rest) }) } };
    case "alias":
      return toValue(type);
    case "enum":
      return { type: { literals: type.members.map(({ value }) => value) } };
  }
}

function toField({ name, type, nullable, optional, default: initial, renamedFrom }: Field): FieldShape {
  return {
    name,
    ...toValue({ type, nullable }),
    ...(optional ? { optional: true } : {}),
    ...(initial === null ? {} : { default: true }),
    ...(renamedFrom === null ? {} : { renamedFrom }),
  };
}

function toValue({ type, nullable }: Value): ValueShape {
  return { type: toType(type), ...(nullable ? { nullable } : {}) };
}

function toRecord({ keys, values }: RecordType): RecordShape {
  return { record: toValue(values), ...(keys.kind === "template" ? { keys: keys.pattern } : {}) };
}

function toType(type: FieldType): TypeShape {
  switch (type.kind) {
    case "number":
      return type.integer ? "integer" : "number";
    case "literal":
      return { literals: type.values };
    case "enumMember":
      return { literals: [type.value] };
    case "template":
      return { template: type.pattern };
    case "reference":
      return { reference: `${modelLabel(type.model)}${type.to === "revision" ? " revision" : ""}` };
    case "array":
      return { array: toValue(type.items) };
    case "tuple": {
      const items = type.items.map((item) => ({ ...toValue(item), ...(item.optional ? { optional: item.optional } : {}) }));
      return { tuple: items, ...(type.rest === null ? {} : { rest: toValue(type.rest) }) };
    }
    case "record":
      return toRecord(type);
    case "union":
      return { union: type.members.map(toType) };
    case "named":
      return { named: type.name };
    default:
      return type.kind;
  }
}
