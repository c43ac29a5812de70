import type { Model } from "../../ir/model.js";
import { withMore } from "./field-schema.js";
import { typeSchema, type SchemaContext } from "./type-schema.js";
import type { Schema, SchemaPart } from "./types.js";

/** Marks the fields of a model that are indexed or unique by themselves: `x-indexed`, `x-unique`. */
export function markFields(schema: Schema, model: Model): Schema {
  if (schema.properties === undefined) return schema;
  const indexed = new Set(model.indexes.map(({ path }) => path));
  const unique = new Set(model.unique.filter(({ length }) => length === 1).map(([path]) => path));
  const properties = Object.entries(schema.properties).map(([name, part]): [string, SchemaPart] => {
    const marks = { ...(indexed.has(name) ? { "x-indexed": true } : {}), ...(unique.has(name) ? { "x-unique": true } : {}) };
    return [name, withMore(part, marks)];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** What a model has beyond JSON Schema, and no mark on one of its fields can say. `docs/openapi.md` explains each word. */
export function modelExtensions(model: Model, context: SchemaContext): Schema {
  const { schemaVersion, displayName, indexes, compoundIndexes, unique, job } = model;
  const own = new Set(model.fields.map(({ name }) => name));
  const isNested = (path: string | undefined): boolean => path !== undefined && !own.has(path);
  const lists = [...indexes.filter(({ path }) => isNested(path)).map(({ path }) => [path]), ...compoundIndexes];
  const uniques = unique.filter((paths) => paths.length > 1 || isNested(paths[0]));
  return {
    "x-schema-version": schemaVersion,
    ...(displayName === null ? {} : { "x-display-name": displayName }),
    ...(lists.length === 0 ? {} : { "x-index": lists }),
    ...(uniques.length === 0 ? {} : { "x-unique": uniques }),
    ...(job === null ? {} : { "x-job": { payload: typeSchema({ type: job.payload, nullable: false }, context), result: typeSchema({ type: job.result, nullable: false }, context) } }),
  };
}
