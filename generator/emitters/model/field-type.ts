import type { Field, IndexedPath, Model } from "../../ir/model.js";
import type { FieldType } from "../../ir/type.js";
import { fieldAt } from "../field-at.js";
import { propertyName, toExpression } from "../text/literal.js";
import { toLine } from "../text/expression.js";
import { layOutProperty, type TypeText } from "../text/type-text.js";
import type { ModelNames } from "./model-names.js";

/** Whether a type is for what reads give or for what writes take. */
export type Side = "data" | "input";

const NULL: TypeText = { kind: "name", text: "null" };

/** A field as a property of an emitted interface: `status?: "open" | "resolved";`. */
export function fieldProperty(field: Field, side: Side, names: ModelNames): string {
  const isOptional = field.optional || (side === "input" && field.default !== null);
  const key = `${field.readonly ? "readonly " : ""}${propertyName(field.name)}${isOptional ? "?" : ""}`;
  return layOutProperty(key, orNull(toTypeText(field.type, side, names), field.nullable), 2);
}

/** An indexed path as a property: `"address.city": string;`. */
export function indexedProperty({ path, nullable }: IndexedPath, model: Model, names: ModelNames): string {
  return layOutProperty(propertyName(path), orNull(toTypeText(fieldAt(model, path).type, "data", names), nullable), 2);
}

function toTypeText(type: FieldType, side: Side, names: ModelNames): TypeText {
  switch (type.kind) {
    case "string":
    case "number":
    case "boolean":
      return { kind: "name", text: type.kind };
    case "date":
      return { kind: "name", text: "Date" };
    case "literal":
      return toUnion(type.values.map((value) => ({ kind: "name", text: toLine(toExpression(value)) })));
    case "array":
      return { kind: "array", items: orNull(toTypeText(type.items.type, side, names), type.items.nullable), readonly: type.readonly };
    case "named":
      return { kind: "name", text: names.objects.get(type.name)?.[side] ?? type.name };
    default:
      throw new Error(`Internal error: no emitter for a type of the kind ${type.kind}.`);
  }
}

function orNull(type: TypeText, nullable: boolean): TypeText {
  if (!nullable) return type;
  return toUnion(type.kind === "union" ? [...type.members, NULL] : [type, NULL]);
}

function toUnion(members: readonly TypeText[]): TypeText {
  const [first] = members;
  return members.length === 1 && first !== undefined ? first : { kind: "union", members };
}
