import type { ArrayType, FieldType, NumberType, RecordType, ReferenceType, StringType, TupleType, UnionType, Value } from "../../ir/type.js";
import { modelLabel } from "../../ir/names.js";
import { literalsOf } from "./literals.js";
import type { NamedTypes } from "./sides.js";
import type { Reference, Schema, SchemaPart, SchemaType } from "./types.js";

/** What a schema is made with. */
export interface SchemaContext {
  readonly types: NamedTypes;
  /** Points at the schema of a named type, or at `Binary`. */
  readonly refer: (name: string) => Reference;
}

export const BIGINT_PATTERN = "^(0|-?[1-9][0-9]*)$";
export const DECIMAL_PATTERN = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$";

/** A type that may be null, without anything that only a field has. */
export function typeSchema({ type, nullable }: Value, context: SchemaContext): SchemaPart {
  const schema = plainSchema(type, context);
  return nullable ? orNull(schema) : schema;
}

function plainSchema(type: FieldType, context: SchemaContext): SchemaPart {
  switch (type.kind) {
    case "string":
      return stringSchema(type);
    case "number":
      return { type: type.integer ? "integer" : "number", ...bounds(type) };
    case "boolean":
      return { type: "boolean" };
    case "bigint":
      return { type: "string", pattern: BIGINT_PATTERN };
    case "decimal":
      return { type: "string", pattern: DECIMAL_PATTERN };
    case "date":
      return { type: "string", format: "date-time" };
    case "binary":
      return context.refer("Binary");
    case "json":
      return {};
    case "literal":
      return literalSchema(type.values);
    case "enumMember":
      return literalSchema([type.value]);
    case "template":
      return { type: "string", pattern: type.pattern };
    case "reference":
      return referenceSchema(type);
    case "array":
      return arraySchema(type, context);
    case "tuple":
      return tupleSchema(type, context);
    case "record":
      return { type: "object", ...keysSchema(type), additionalProperties: typeSchema(type.values, context) };
    case "union":
      return unionSchema(type, context);
    case "named":
      return context.refer(type.name);
  }
}

/** Some values and no others. */
export function literalSchema(values: readonly (string | number | boolean)[]): Schema {
  const [only] = values;
  const types = [...new Set(values.map(jsonType))];
  const [type] = types;
  const typed = types.length === 1 && type !== undefined ? type : types;
  return values.length === 1 && only !== undefined ? { type: typed, const: only } : { type: typed, enum: [...values] };
}

/** The text of an id, or of a revision's. */
export function referencePattern({ model, to }: Pick<ReferenceType, "model" | "to">): string {
  return `^${modelLabel(model)}:[A-Za-z0-9._-]+${to === "revision" ? ":[1-9][0-9]*" : ""}$`;
}

function referenceSchema(type: ReferenceType): Schema {
  const { model, onDelete, to } = type;
  return { type: "string", pattern: referencePattern(type), "x-ref": { model, onDelete, to } };
}

/** Lengths count code points here (JSON Schema validation 6.3) as they do in the runtime. */
function stringSchema({ minLength, maxLength, pattern, format }: StringType): Schema {
  return {
    type: "string",
    ...(minLength === null ? {} : { minLength }),
    ...(maxLength === null ? {} : { maxLength }),
    ...(pattern === null ? {} : { pattern }),
    ...(format === null ? {} : { format }),
  };
}

/** A whole number is one that a double holds exactly. */
function bounds({ integer, min, max }: NumberType): Schema {
  const lowest = integer ? Math.max(min ?? -Infinity, Number.MIN_SAFE_INTEGER) : min;
  const highest = integer ? Math.min(max ?? Infinity, Number.MAX_SAFE_INTEGER) : max;
  return { ...(lowest === null ? {} : { minimum: lowest }), ...(highest === null ? {} : { maximum: highest }) };
}

function arraySchema({ items, minItems, maxItems, uniqueItems }: ArrayType, context: SchemaContext): Schema {
  return {
    type: "array",
    items: typeSchema(items, context),
    ...(minItems === null ? {} : { minItems }),
    ...(maxItems === null ? {} : { maxItems }),
    ...(uniqueItems ? { uniqueItems } : {}),
  };
}

function tupleSchema({ items, rest }: TupleType, context: SchemaContext): Schema {
  const required = items.filter(({ optional }) => !optional).length;
  return {
    type: "array",
    // JSON Schema has no empty list of them.
    ...(items.length === 0 ? {} : { prefixItems: items.map((item) => typeSchema(item, context)) }),
    items: rest === null ? false : typeSchema(rest, context),
    ...(required === 0 ? {} : { minItems: required }),
  };
}

/** What the names in a record must be, where they can't be anything. */
function keysSchema({ keys }: RecordType): Schema {
  const { type: _text, ...limits } = keys.kind === "string" ? stringSchema(keys) : { type: "string", pattern: keys.pattern };
  return Object.keys(limits).length === 0 ? {} : { propertyNames: limits };
}

function unionSchema({ members, discriminator }: UnionType, context: SchemaContext): Schema {
  const parts = members.map((member) => plainSchema(member, context));
  if (discriminator === null) return { anyOf: parts };
  const mapping = members.flatMap((member) => {
    const values = member.kind === "named" ? literalsOf(member, context.types, discriminator) : [];
    return values.map((value) => [value, member.kind === "named" ? context.refer(member.name).$ref : ""] as const);
  });
  // A mapping is from texts alone (OpenAPI 3.1, 4.8.25).
  const isText = mapping.every(([value]) => typeof value === "string");
  return { oneOf: parts, ...(isText ? { discriminator: { propertyName: discriminator, mapping: Object.fromEntries(mapping) } } : {}) };
}

/** The same, or null. */
export function orNull(schema: SchemaPart): SchemaPart {
  if ("$ref" in schema || schema.oneOf !== undefined) return { anyOf: [schema, { type: "null" }] };
  if (schema.anyOf !== undefined) return { ...schema, anyOf: [...schema.anyOf, { type: "null" }] };
  const { type, const: only, ...rest } = schema;
  // What takes any value takes null.
  if (type === undefined) return schema;
  const values = only === undefined ? rest.enum : [only];
  const types: readonly SchemaType[] = typeof type === "string" ? [type] : type;
  return { type: [...types, "null"], ...rest, ...(values === undefined ? {} : { enum: [...values, null] }) };
}

function jsonType(value: string | number | boolean): "string" | "number" | "boolean" {
  if (typeof value === "string") return "string";
  return typeof value === "number" ? "number" : "boolean";
}
