import type { Constant } from "../../ir/model.js";
import { modelLabel } from "../../ir/names.js";
import type { FieldType, NumberType, ReferenceType } from "../../ir/type.js";
import { matchingText } from "./matching-text.js";
import { sampleText } from "./sample-text.js";
import { sampleId } from "./shared-schemas.js";

/** A value of a type that holds no others, other for each `nth`, as far as that is easily had. It may be beyond the type's bounds. */
export function sampleScalar(type: FieldType, name: string, nth: number): Constant | undefined {
  switch (type.kind) {
    case "string":
      return sampleText(type, name, nth);
    case "number":
      return sampleNumber(type, nth);
    case "boolean":
      return nth === 0;
    case "bigint":
      return `${9_007_199_254_740_993n + BigInt(nth)}`;
    case "decimal":
      return `${12 + nth}.50`;
    case "date":
      return `2026-01-31T09:30:0${nth % 10}Z`;
    case "literal":
      return type.values[nth];
    case "enumMember":
      return type.value;
    case "template":
      return matchingText(type.pattern);
    case "reference":
      return sampleReference(type, nth);
    case "json":
      return { any: nth === 0 ? "value" : nth };
    case "binary":
      return { fileId: "0".repeat(64), size: 1024 + nth, contentType: "image/png" };
    default:
      return undefined;
  }
}

/** A whole number, if one is between the bounds. */
function sampleNumber({ min, max }: NumberType, nth: number): number {
  const first = min !== null ? Math.ceil(min) : Math.min(1, Math.floor(max ?? 1));
  const value = min === null && max !== null ? first - nth : first + nth;
  return max !== null && value > max ? (min ?? max) : value;
}

function sampleReference({ model, to }: ReferenceType, nth: number): string {
  const id = `${sampleId(modelLabel(model)).slice(0, -1)}${nth % 10}`;
  return to === "revision" ? `${id}:1` : id;
}
