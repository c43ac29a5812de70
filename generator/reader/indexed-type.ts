import type { IndexedType } from "../ir/model.js";
import type { FieldType } from "../ir/type.js";
import type { Reader } from "./reader.js";

/** Finds the named types of a run. */
export type NamedTypes = Pick<Reader, "objects" | "named">;

/** How the values of a type are indexed; null when they can't be. */
export function indexedTypeOf(type: FieldType, types: NamedTypes): IndexedType | null {
  switch (type.kind) {
    case "string":
    case "template":
    case "reference":
      return "text";
    case "number":
      return type.integer ? "integer" : "real";
    case "boolean":
      return "boolean";
    case "date":
      return "date";
    case "literal":
      return indexedTypeOfValues(type.values);
    case "enumMember":
      return indexedTypeOfValues([type.value]);
    case "named":
      return indexedTypeOfNamed(type.name, types);
    case "union":
      return indexedTypeOfUnion(type.members, types);
    default:
      return null;
  }
}

function indexedTypeOfNamed(name: string, types: NamedTypes): IndexedType | null {
  const found = types.named.get(name);
  return found?.kind === "enum" ? indexedTypeOfValues(found.members.map(({ value }) => value)) : null;
}

/** Members that are indexed alike; whole numbers may stand among others. */
function indexedTypeOfUnion(members: readonly FieldType[], types: NamedTypes): IndexedType | null {
  const all = new Set(members.map((member) => indexedTypeOf(member, types)));
  const [first = null, ...others] = all;
  if (others.length === 0) return first;
  return all.size === 2 && all.has("integer") && all.has("real") ? "real" : null;
}

function indexedTypeOfValues(values: readonly (string | number | boolean)[]): IndexedType | null {
  if (values.every((value) => typeof value === "string")) return "text";
  if (values.every((value) => typeof value === "boolean")) return "boolean";
  if (values.every((value) => typeof value === "number")) return values.every(Number.isSafeInteger) ? "integer" : "real";
  return null;
}
