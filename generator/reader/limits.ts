import type { ArrayType, NumberType, StringType } from "../ir/type.js";

/** Whether nothing is said of a text, a number or a list but what it is. */
export function isUnlimited(type: StringType | NumberType | ArrayType): boolean {
  if (type.kind === "string") return type.minLength === null && type.maxLength === null && type.pattern === null && type.format === null;
  if (type.kind === "number") return type.min === null && type.max === null;
  return type.minItems === null && type.maxItems === null && !type.uniqueItems;
}
