import type { Constant } from "../../ir/model.js";
import { sampleOf } from "./sample.js";
import type { NamedTypes, Side } from "./sides.js";
import type { Schema } from "./types.js";

/** An example of a named type beside its schema, where one can be made: tools make those of bodies from it. */
export function exampleOf(name: string, types: NamedTypes, side: Side): Schema {
  const value = sampleOf(name, types, side);
  return value === undefined || looksLikeSchema(value) ? {} : { examples: [value] };
}

/** Linters take an object for a schema, wherever it is, that has one of its words and a value to check against it. */
function looksLikeSchema(value: Constant): boolean {
  if (typeof value !== "object" || value === null) return false;
  const names = new Set(isList(value) ? [] : Object.keys(value));
  const isOne = (names.has("default") || names.has("example")) && SCHEMA_WORDS.some((word) => names.has(word));
  return isOne || Object.values(value).some(looksLikeSchema);
}

const SCHEMA_WORDS = ["type", "enum", "format", "items", "properties", "$ref"];

function isList(value: Constant): value is readonly Constant[] {
  return Array.isArray(value);
}
