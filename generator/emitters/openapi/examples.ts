import type { Constant, Field } from "../../ir/model.js";
import type { FieldType } from "../../ir/type.js";
import type { Schema } from "./types.js";

/** The `@example`s of a field that are values of it. The others are prose, and stay in the doc comments. */
export function examplesOf(field: Field): Pick<Schema, "examples"> {
  const values = field.doc.examples.flatMap((text) => {
    const value = toValue(text.trim(), field.type);
    return value !== undefined && isScalar(value, field.type) ? [value] : [];
  });
  return values.length === 0 ? {} : { examples: values };
}

/** A text stands for itself, in quotes or not; anything else is JSON. */
function toValue(text: string, type: FieldType): Constant | undefined {
  const isText = type.kind === "string" || type.kind === "date" || (type.kind === "literal" && type.values.some((one) => one === text));
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "string" || (!isText && (typeof value === "number" || typeof value === "boolean"))) return value;
  } catch {
    // Not JSON: a bare text.
  }
  return isText ? text : undefined;
}

function isScalar(value: Constant, type: FieldType): boolean {
  switch (type.kind) {
    case "string":
      return typeof value === "string" && isBetween([...value].length, type.minLength, type.maxLength);
    case "number":
      return typeof value === "number" && (!type.integer || Number.isSafeInteger(value)) && isBetween(value, type.min, type.max);
    case "boolean":
      return typeof value === "boolean";
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(value);
    case "literal":
      return type.values.some((one) => one === value);
    default:
      return false;
  }
}

function isBetween(value: number, min: number | null, max: number | null): boolean {
  return value >= (min ?? -Infinity) && value <= (max ?? Infinity);
}
