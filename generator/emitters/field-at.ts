import type { Field, Model } from "../ir/model.js";
import { objectTypes } from "../ir/object-types.js";

/**
 * The field at an indexed path: `address.city`.
 *
 * @throws Error when there is none: a bug of the reader's.
 */
export function fieldAt(model: Model, path: string): Field {
  const field = find(model, model.fields, path);
  if (field === undefined) throw new Error(`Internal error: ${model.name} has no field ${path}.`);
  return field;
}

function find(model: Model, fields: readonly Field[], path: string): Field | undefined {
  for (const field of fields) {
    if (field.name === path) return field;
    if (field.type.kind !== "named" || !path.startsWith(`${field.name}.`)) continue;
    const { name } = field.type;
    const object = objectTypes(model).find((candidate) => candidate.name === name);
    return object && find(model, object.fields, path.slice(field.name.length + 1));
  }
  return undefined;
}
