import type { Field } from "../../ir/model.js";
import type { EnumType, NamedType, ObjectType } from "../../ir/type.js";
import { fieldSchema } from "./field-schema.js";
import { isOn, isOptional, type Side } from "./sides.js";
import { literalSchema } from "./scalar-schema.js";
import { typeSchema, type SchemaContext } from "./type-schema.js";
import { closedObject, type Schema } from "./types.js";

/** A named type as a schema of its own. Says of an input what the emitted validator does. */
export function namedSchema(type: NamedType, side: Side, context: SchemaContext): Schema {
  const description = type.doc === "" ? {} : { description: type.doc };
  switch (type.kind) {
    case "object":
      return { ...description, ...objectSchema(type, side, context) };
    case "alias": {
      const schema = typeSchema(type, context);
      return { ...description, ...("$ref" in schema ? { allOf: [schema] } : schema) };
    }
    case "enum":
      return { ...description, ...enumSchema(type) };
  }
}

/** The fields that HTTP has on a side. */
export function fieldsOn(fields: readonly Field[], side: Side): readonly Field[] {
  return fields.filter((field) => isOn(field, side));
}

function objectSchema({ fields, rest }: ObjectType, side: Side, context: SchemaContext): Schema {
  const shown = fieldsOn(fields, side);
  const optional = shown.filter((field) => isOptional(field, side)).map(({ name }) => name);
  const schema = closedObject(Object.fromEntries(shown.map((field) => [field.name, fieldSchema(field, side, context)])), optional);
  if (rest === null) return schema;
  const values = typeSchema(rest.values, context);
  return rest.keys.kind === "template" ? { ...schema, patternProperties: { [rest.keys.pattern]: values } } : { ...schema, additionalProperties: values };
}

/** The names of numbers are told: they are what a client would call them. */
function enumSchema({ members }: EnumType): Schema {
  const isNamed = members.some(({ value }) => typeof value === "number");
  const schema = literalSchema(members.map(({ value }) => value));
  return { ...schema, ...(isNamed ? { "x-enum-varnames": members.map(({ name }) => name) } : {}) };
}
