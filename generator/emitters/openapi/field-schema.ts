import { constantOf } from "../../ir/default.js";
import type { Doc, Field } from "../../ir/model.js";
import type { FieldType, NumberType, StringType } from "../../ir/type.js";
import type { Side } from "../model/field-type.js";
import { examplesOf } from "./examples.js";
import type { ObjectNames } from "../model/model-names.js";
import { closedObject, refer, type Reference, type Schema } from "./types.js";

type Objects = ReadonlyMap<string, ObjectNames>;

/** The fields of a model or an object type as a schema. Says of an input what the emitted validator does. */
export function fieldsSchema(fields: readonly Field[], side: Side, objects: Objects): Schema {
  const optional = fields.filter((field) => field.optional || (side === "input" && field.default !== null));
  const properties = fields.map((field) => [field.name, fieldSchema(field, side, objects)] as const);
  return closedObject(Object.fromEntries(properties), optional.map(({ name }) => name));
}

/** A type that may be null, without anything that only a field has. */
export function typeSchema(type: FieldType, nullable: boolean, reference: (name: string) => Reference): Schema | Reference {
  switch (type.kind) {
    case "string":
      return { type: orNull("string", nullable), ...lengths(type) };
    case "number":
      return { type: orNull(type.integer ? "integer" : "number", nullable), ...bounds(type) };
    case "boolean":
      return { type: orNull("boolean", nullable) };
    case "date":
      return { type: orNull("string", nullable), format: "date-time" };
    case "literal":
      return literalSchema(type.values, nullable);
    case "array":
      return { type: orNull("array", nullable), items: typeSchema(type.items.type, type.items.nullable, reference) };
    case "named":
      return nullable ? { anyOf: [reference(type.name), { type: "null" }] } : reference(type.name);
    default:
      throw new Error(`Internal error: no emitter for a type of the kind ${type.kind}.`);
  }
}

function fieldSchema(field: Field, side: Side, objects: Objects): Schema | Reference {
  const reference = (name: string): Reference => refer("schemas", objects.get(name)?.[side] ?? name);
  const schema = typeSchema(field.type, field.nullable, reference);
  const more: Schema = {
    ...describe(field.doc),
    ...(field.doc.deprecated === null ? {} : { deprecated: true }),
    ...(side === "input" && field.default !== null ? { default: constantOf(field.default) } : {}),
    ...examplesOf(field),
  };
  if (Object.keys(more).length === 0) return schema;
  return "$ref" in schema ? { allOf: [schema], ...more } : { ...schema, ...more };
}

/** Prose, and why the thing is deprecated. */
export function describe(doc: Doc): { description?: string } {
  const deprecation = doc.deprecated === null || doc.deprecated === "" ? [] : [`Deprecated: ${doc.deprecated}`];
  const parts = [...(doc.text === "" ? [] : [doc.text]), ...deprecation];
  return parts.length === 0 ? {} : { description: parts.join("\n\n") };
}

function orNull<Type extends string>(type: Type, nullable: boolean): Type | (Type | "null")[] {
  return nullable ? [type, "null"] : type;
}

/** Lengths count code points here (JSON Schema validation 6.3) as they do in the runtime. */
function lengths({ minLength, maxLength }: StringType): Schema {
  return { ...(minLength === null ? {} : { minLength }), ...(maxLength === null ? {} : { maxLength }) };
}

/** A whole number is one that a double holds exactly. */
function bounds({ integer, min, max }: NumberType): Schema {
  const lowest = integer ? Math.max(min ?? -Infinity, Number.MIN_SAFE_INTEGER) : min;
  const highest = integer ? Math.min(max ?? Infinity, Number.MAX_SAFE_INTEGER) : max;
  return { ...(lowest === null ? {} : { minimum: lowest }), ...(highest === null ? {} : { maximum: highest }) };
}

function literalSchema(values: readonly (string | number | boolean)[], nullable: boolean): Schema {
  const [first] = values;
  const all = nullable ? [...values, null] : values;
  const types = [...new Set(all.map((value) => (value === null ? "null" : jsonType(value))))];
  const [type] = types;
  return { ...(types.length === 1 && type !== undefined ? { type } : { type: types }), ...(all.length === 1 ? { const: first } : { enum: [...all] }) };
}

function jsonType(value: string | number | boolean): "string" | "number" | "boolean" {
  if (typeof value === "string") return "string";
  return typeof value === "number" ? "number" : "boolean";
}
