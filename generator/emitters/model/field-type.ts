import type { Field, IndexedPath, Model } from "../../ir/model.js";
import type { EnumMemberType, FieldType, RecordType, TupleType, Value } from "../../ir/type.js";
import { valueTypesAt } from "../value-types-at.js";
import { isIdentifier, propertyName, toExpression } from "../text/literal.js";
import { toLine } from "../text/expression.js";
import { templateText } from "../text/template-text.js";
import { layOutIndexSignature, layOutProperty, typeLine, type RecordText, type TypeText } from "../text/type-text.js";
import type { ModelNames } from "./model-names.js";

/** Whether a type is for what reads give or for what writes take. */
export type Side = "data" | "input";

/** Types that are always written alike. */
const PLAIN = {
  number: "number",
  boolean: "boolean",
  bigint: "bigint",
  decimal: "string",
  reference: "string",
  date: "Date",
  json: "unknown",
} as const;

const NULL: TypeText = name("null");
const UNDEFINED: TypeText = name("undefined");

/** A field as a property of an emitted interface: `status?: "open" | "resolved";`. */
export function fieldProperty(field: Field, side: Side, names: ModelNames): string {
  const isOptional = field.optional || (side === "input" && field.default !== null);
  const key = `${field.readonly ? "readonly " : ""}${propertyName(field.name)}${isOptional ? "?" : ""}`;
  const type = valueText(field, side, names);
  return layOutProperty(key, field.undefinable ? toUnion([...membersOf(type), UNDEFINED]) : type, 2);
}

/** What an interface says of all other keys: `[key: string]: number;`. */
export function indexSignature(type: RecordType, side: Side, names: ModelNames): string {
  return layOutIndexSignature(recordText(type, side, names), 2);
}

/** An indexed path as a property: `"address.city": string;`. Members of a union can have different types there. */
export function indexedProperty({ path, nullable, list }: IndexedPath, model: Model, names: ModelNames): string {
  const texts = valueTypesAt(model, path).flatMap((type) => membersOf(toTypeText(type, "data", names)));
  const type = toUnion([...new Map(texts.map((text) => [typeLine(text), text])).values()]);
  return layOutProperty(propertyName(path), orNull(list ? { kind: "array", items: type, readonly: false } : type, nullable), 2);
}

/** A type, or null where that is allowed beside it. */
export function valueText({ type, nullable }: Value, side: Side, names: ModelNames): TypeText {
  return orNull(toTypeText(type, side, names), nullable);
}

/** The type of a value as emitted code writes it. */
export function toTypeText(type: FieldType, side: Side, names: ModelNames): TypeText {
  switch (type.kind) {
    case "string":
      return type.open ? { kind: "join", members: ["string", "{}"] } : name("string");
    case "literal":
      return toUnion(type.values.map((value) => name(toLine(toExpression(value)))));
    case "enumMember":
      return name(memberText(type));
    case "template":
      return name(templateText(type));
    case "array":
      return { kind: "array", items: valueText(type.items, side, names), readonly: type.readonly };
    case "tuple":
      return tupleText(type, side, names);
    case "record":
      return recordText(type, side, names);
    case "union":
      return toUnion(type.members.flatMap((member) => membersOf(toTypeText(member, side, names))));
    case "binary":
      return name(side === "input" ? "BinaryInput" : "Binary");
    case "named":
      return name(names.objects.get(type.name)?.[side] ?? type.name);
    default:
      return name(PLAIN[type.kind]);
  }
}

function recordText({ keys, values, readonly }: RecordType, side: Side, names: ModelNames): RecordText {
  return { kind: "record", keys: toTypeText(keys, side, names), values: valueText(values, side, names), readonly };
}

function tupleText({ items, rest, readonly }: TupleType, side: Side, names: ModelNames): TypeText {
  const all = items.map((item) => ({ type: valueText(item, side, names), label: item.label, mark: item.optional ? ("optional" as const) : null }));
  const last = rest === null ? [] : [{ type: valueText(rest, side, names), label: null, mark: "rest" as const }];
  return { kind: "tuple", items: [...all, ...last], readonly };
}

/** `Tier.Free`. Behind a type, brackets would ask for the type of a property. */
function memberText({ name: type, member }: EnumMemberType): string {
  return isIdentifier(member) ? `${type}.${member}` : `(typeof ${type})[${toLine(toExpression(member))}]`;
}

function orNull(type: TypeText, nullable: boolean): TypeText {
  return nullable ? toUnion([...membersOf(type), NULL]) : type;
}

function membersOf(type: TypeText): readonly TypeText[] {
  return type.kind === "union" ? type.members : [type];
}

function toUnion(members: readonly TypeText[]): TypeText {
  const [first] = members;
  return members.length === 1 && first !== undefined ? first : { kind: "union", members };
}

function name(text: string): TypeText {
  return { kind: "name", text };
}
