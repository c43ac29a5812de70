import type { ArrayType, FieldType, RecordType, TupleType, UnionType, Value } from "../../ir/type.js";
import { literalsOf } from "./literals.js";
import { BIGINT_PATTERN, DECIMAL_PATTERN, literalSchema, numberSchema, referenceSchema, stringSchema } from "./scalar-schema.js";
import type { NamedTypes } from "./sides.js";
import type { Reference, Schema, SchemaPart, SchemaType } from "./types.js";

/** What a schema is made with. */
export interface SchemaContext {
  readonly types: NamedTypes;
  /** Points at the schema of a named type, or at that of `Binary`, on the side that is described. */
  readonly refer: (name: string) => Reference;
}

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
      return numberSchema(type);
    case "boolean":
      return { type: "boolean" };
    case "bigint":
      return { type: "string", pattern: BIGINT_PATTERN };
    case "decimal":
      return { type: "string", pattern: DECIMAL_PATTERN };
    case "date":
      return { type: "string", format: "date-time" };
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
    default:
      return holderSchema(type, context);
  }
}

type HolderKind = "array" | "tuple" | "record" | "union" | "binary" | "named";

/** What has values of other types within, or stands for another type. */
function holderSchema(type: Extract<FieldType, { kind: HolderKind }>, context: SchemaContext): SchemaPart {
  switch (type.kind) {
    case "array":
      return arraySchema(type, context);
    case "tuple":
      return tupleSchema(type, context);
    case "record":
      return { type: "object", ...keysSchema(type), additionalProperties: typeSchema(type.values, context) };
    case "union":
      return unionSchema(type, context);
    case "binary":
      return context.refer("Binary");
    case "named":
      return context.refer(type.name);
  }
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
    // Readers of OpenAPI want a schema here, and not `false`, where `maxItems` leaves nothing for it to describe.
    items: rest === null ? {} : typeSchema(rest, context),
    ...(required === 0 ? {} : { minItems: required }),
    ...(rest === null ? { maxItems: items.length } : {}),
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
