import type { Field } from "../../ir/model.js";
import type { FieldType, ObjectType } from "../../ir/type.js";

/** Whether a write takes something else than a read gives: a field with a default may be left out. */
export function hasInput(fields: readonly Field[], differing: ReadonlySet<string>): boolean {
  return fields.some((field) => field.default !== null || refersTo(field.type, differing));
}

/** The names of the object types of which writes take something else than reads give. */
export function objectsWithInput(objects: readonly ObjectType[]): ReadonlySet<string> {
  const differing = new Set<string>();
  for (const { name, fields } of objects) if (hasInput(fields, differing)) differing.add(name);
  return differing;
}

function refersTo(type: FieldType, names: ReadonlySet<string>): boolean {
  if (type.kind === "array") return refersTo(type.items.type, names);
  return type.kind === "named" && names.has(type.name);
}
