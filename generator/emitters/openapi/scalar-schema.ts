import { modelLabel } from "../../ir/names.js";
import type { NumberType, ReferenceType, StringType } from "../../ir/type.js";
import type { Schema } from "./types.js";

export const BIGINT_PATTERN = "^(0|-?[1-9][0-9]*)$";
export const DECIMAL_PATTERN = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$";

/** Some values and no others. */
export function literalSchema(values: readonly (string | number | boolean)[]): Schema {
  const [only] = values;
  const types = [...new Set(values.map(jsonType))];
  const [type] = types;
  const typed = types.length === 1 && type !== undefined ? type : types;
  return values.length === 1 && only !== undefined ? { type: typed, const: only } : { type: typed, enum: [...values] };
}

/** The text of an id, or of a revision's. */
export function referencePattern({ model, to }: Pick<ReferenceType, "model" | "to">): string {
  return `^${modelLabel(model)}:[A-Za-z0-9._-]+${to === "revision" ? ":[1-9][0-9]*" : ""}$`;
}

/** An id, and what it means. */
export function referenceSchema(type: ReferenceType): Schema {
  const { model, onDelete, to } = type;
  return { type: "string", pattern: referencePattern(type), "x-ref": { model, onDelete, to } };
}

/** Lengths count code points here (JSON Schema validation 6.3) as they do in the runtime. */
export function stringSchema({ minLength, maxLength, pattern, format }: StringType): Schema {
  return {
    type: "string",
    ...(minLength === null ? {} : { minLength }),
    ...(maxLength === null ? {} : { maxLength }),
    ...(pattern === null ? {} : { pattern }),
    ...(format === null ? {} : { format }),
  };
}

/** A number between its bounds. A whole one is one that a double holds exactly. */
export function numberSchema({ integer, min, max }: NumberType): Schema {
  const lowest = integer ? Math.max(min ?? -Infinity, Number.MIN_SAFE_INTEGER) : min;
  const highest = integer ? Math.min(max ?? Infinity, Number.MAX_SAFE_INTEGER) : max;
  return { type: integer ? "integer" : "number", ...(lowest === null ? {} : { minimum: lowest }), ...(highest === null ? {} : { maximum: highest }) };
}

function jsonType(value: string | number | boolean): "string" | "number" | "boolean" {
  if (typeof value === "string") return "string";
  return typeof value === "number" ? "number" : "boolean";
}
