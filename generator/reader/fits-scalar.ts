import type { FieldType, TemplateType } from "../ir/type.js";
import { isUnlimited } from "./limits.js";

type Value = string | number | boolean;

const SCALARS: ReadonlySet<FieldType["kind"]> = new Set([
  "string",
  "number",
  "boolean",
  "bigint",
  "decimal",
  "date",
  "literal",
  "enumMember",
  "template",
  "reference",
]);

/** The types whose values are texts to the compiler. */
const TEXTS: ReadonlySet<FieldType["kind"]> = new Set(["string", "template", "reference", "decimal"]);

/** Whether every value of a type is one of a scalar type; null when neither is a scalar, or when that can't be told. */
export function fitsScalar(from: FieldType, to: FieldType): boolean | null {
  const isScalar = SCALARS.has(from.kind);
  if (isScalar !== SCALARS.has(to.kind)) return false;
  return isScalar ? fits(from, to, valueOf(from)) : null;
}

/** The one value that a type has. */
function valueOf(type: FieldType): Value | undefined {
  if (type.kind === "enumMember") return type.value;
  return type.kind === "literal" ? type.values[0] : undefined;
}

function fits(from: FieldType, to: FieldType, value: Value | undefined): boolean | null {
  switch (to.kind) {
    case "literal":
      return value !== undefined && to.values.includes(value);
    case "string":
      return isUnlimited(to) ? typeof value === "string" || TEXTS.has(from.kind) : null;
    case "number":
      return to.integer || !isUnlimited(to) ? null : typeof value === "number" || from.kind === "number";
    case "template":
      return fitsTemplate(from, to, value);
    default:
      return from.kind === to.kind && from.kind !== "enumMember";
  }
}

function fitsTemplate(from: FieldType, { pattern }: TemplateType, value: Value | undefined): boolean | null {
  if (typeof value === "string") return new RegExp(pattern, "u").test(value);
  return from.kind === "template" ? null : false;
}
