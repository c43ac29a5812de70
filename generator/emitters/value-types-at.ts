import type { Field, Model } from "../ir/model.js";
import type { FieldType } from "../ir/type.js";
import { innerTypes } from "../ir/inner-types.js";

/**
 * The types of the values at an indexed path, those of a list's items for a list: `address.city`, through lists as through objects.
 *
 * @throws Error when there are none: a bug of the reader's.
 */
export function valueTypesAt(model: Model, path: string): readonly FieldType[] {
  const types = fieldsAt(model, path).flatMap(({ type }) => valueTypes(type));
  if (types.length === 0) throw new Error(`Internal error: ${model.name} has no field ${path}.`);
  return types;
}

function fieldsAt(model: Model, path: string): readonly Field[] {
  return model.union === null ? among(model, model.fields, path) : within(model, model.union, path);
}

function among(model: Model, fields: readonly Field[], path: string): readonly Field[] {
  return fields.flatMap((field) => {
    if (field.name === path) return [field];
    return path.startsWith(`${field.name}.`) ? within(model, field.type, path.slice(field.name.length + 1)) : [];
  });
}

function within(model: Model, type: FieldType, path: string): readonly Field[] {
  if (type.kind === "record") return within(model, type.values.type, path);
  if (type.kind !== "named") return innerTypes(type).flatMap((inner) => within(model, inner, path));
  if (type.name === model.name) return fieldsAt(model, path);
  const named = model.types.find(({ name }) => name === type.name);
  if (named?.kind === "alias") return within(model, named.type, path);
  return named?.kind === "object" ? among(model, named.fields, path) : [];
}

/** What lists, tuples and records are of, however deep. */
function valueTypes(type: FieldType): readonly FieldType[] {
  if (type.kind === "record") return valueTypes(type.values.type);
  return type.kind === "array" || type.kind === "tuple" ? innerTypes(type).flatMap(valueTypes) : [type];
}
