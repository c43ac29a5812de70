import type { IndexedType } from "../ir/model.js";
import type { FieldType, LiteralType } from "../ir/type.js";

/** How the values of a type are indexed; null when they can't be. */
export function indexedTypeOf(type: FieldType): IndexedType | null {
  switch (type.kind) {
    case "string":
      return "text";
    case "number":
      return type.integer ? "integer" : "real";
    case "boolean":
      return "boolean";
    case "date":
      return "date";
    case "literal":
      return indexedTypeOfLiterals(type);
    default:
      return null;
  }
}

function indexedTypeOfLiterals({ values }: LiteralType): IndexedType | null {
  if (values.every((value) => typeof value === "string")) return "text";
  if (values.every((value) => typeof value === "boolean")) return "boolean";
  if (values.every((value) => typeof value === "number")) return values.every(Number.isSafeInteger) ? "integer" : "real";
  return null;
}
