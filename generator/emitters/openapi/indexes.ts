import type { IndexedPath, IndexedType, Model } from "../../ir/model.js";
import type { FieldType } from "../../ir/type.js";
import { leavesAt } from "./leaves.js";
import type { NamedTypes } from "./sides.js";
import { orNull, typeSchema, type SchemaContext } from "./type-schema.js";
import type { Schema, SchemaPart } from "./types.js";

/** An index whose values answers may show, and the types of those. */
export interface ShownIndex extends IndexedPath {
  readonly leaves: readonly FieldType[];
}

/** The indexes of a model that lead to what answers show: who may not see a value may not search for it either. */
export function shownIndexes({ name, indexes }: Model, types: NamedTypes): readonly ShownIndex[] {
  return indexes.map((index) => ({ ...index, leaves: leavesAt(index.path, name, types) })).filter(({ leaves }) => leaves.length > 0);
}

const SCHEMAS: Readonly<Record<IndexedType, Schema>> = {
  text: { type: "string" },
  integer: { type: "integer" },
  real: { type: "number" },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date-time" },
};

/** What an index has of a resource: values of one type as their field has them, those of several as the index does. */
export function indexedSchema({ leaves, type, nullable, list }: ShownIndex, context: SchemaContext): SchemaPart {
  const [leaf, ...others] = leaves;
  const value = leaf === undefined || others.length > 0 ? SCHEMAS[type] : typeSchema({ type: leaf, nullable: false }, context);
  const schema = list ? { type: "array" as const, items: value } : value;
  return nullable ? orNull(schema) : schema;
}
