import type { Default, Doc, Field } from "../../ir/model.js";
import { examplesOf } from "./examples.js";
import type { Side } from "./sides.js";
import { typeSchema, type SchemaContext } from "./type-schema.js";
import type { Schema, SchemaPart } from "./types.js";

/** A field as a property. */
export function fieldSchema(field: Field, side: Side, context: SchemaContext): SchemaPart {
  const examples = examplesOf(field, context.types);
  const more: Schema = {
    ...describe(field.doc),
    ...(field.doc.deprecated === null ? {} : { deprecated: true }),
    ...(side === "input" && field.default !== null ? defaultSchema(field.default) : {}),
    ...(examples.length === 0 ? {} : { examples }),
  };
  return withMore(typeSchema(field, context), more);
}

/** A schema that says more. What stands beside a reference is lost on some tools. */
export function withMore(schema: SchemaPart, more: Schema): SchemaPart {
  if (Object.keys(more).length === 0) return schema;
  return "$ref" in schema ? { allOf: [schema], ...more } : { ...schema, ...more };
}

/** Prose, and why the thing is deprecated. */
export function describe(doc: Doc): { description?: string } {
  const deprecation = doc.deprecated === null || doc.deprecated === "" ? [] : [`Deprecated: ${doc.deprecated}`];
  const parts = [...(doc.text === "" ? [] : [doc.text]), ...deprecation];
  return parts.length === 0 ? {} : { description: parts.join("\n\n") };
}

/** JSON Schema has no word for a value that the server makes. */
function defaultSchema(value: Default): Schema {
  return value.kind === "constant" ? { default: value.value } : { "x-default": `${value.kind}()` };
}
