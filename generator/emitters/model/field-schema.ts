import type { Default, Field } from "../../ir/model.js";
import type { ArrayType, FieldType, NumberType, RecordType, StringType, TupleType, UnionType, Value } from "../../ir/type.js";
import { modelLabel } from "../../ir/names.js";
import { array, call, name, object, type Expression, type ObjectEntry } from "../text/expression.js";
import { toExpression } from "../text/literal.js";

/** The builders that take nothing. */
const PLAIN = { boolean: "boolean", bigint: "bigInt", decimal: "decimal", date: "dateTime", binary: "binary", json: "json" } as const;

/** The validator of a type that has a name: `addressSchema`, or `lazy(() => addressSchema)` before that is there. */
export type Reference = (name: string) => Expression;

/** The validator of a field: `withDefault(nullable(dateTime()), null)`. */
export function fieldSchema(field: Field, reference: Reference): Expression {
  const value = valueSchema(field, reference);
  if (field.default !== null) return call("withDefault", value, defaultExpression(field.default));
  return field.optional ? call("optional", value) : value;
}

/** The validator of a type, or of null where that is allowed beside it. */
export function valueSchema({ type, nullable }: Value, reference: Reference): Expression {
  const schema = typeSchema(type, reference);
  return nullable ? call("nullable", schema) : schema;
}

/** The validator of a type. */
export function typeSchema(type: FieldType, reference: Reference): Expression {
  switch (type.kind) {
    case "string":
      return textCall(type);
    case "number":
      return numberCall(type);
    case "literal":
      return oneOf(type.values);
    case "enumMember":
      return oneOf([type.value]);
    case "template":
      return call("text", object([{ key: "pattern", value: toExpression(type.pattern) }]));
    case "reference":
      return call(type.to === "resource" ? "reference" : "revisionReference", toExpression(modelLabel(type.model)));
    case "array":
      return listCall(type, reference);
    case "tuple":
      return tupleCall(type, reference);
    case "record":
      return recordCall(type, reference);
    case "union":
      return unionCall(type, reference);
    case "named":
      return reference(type.name);
    default:
      return call(PLAIN[type.kind]);
  }
}

/** `oneOf("open", "resolved")`. */
export function oneOf(values: readonly (string | number | boolean)[]): Expression {
  return call("oneOf", ...values.map(toExpression));
}

/** The values of all keys beside an object's fields, and what the keys may be where that is not every text. */
export function recordArguments({ keys, values }: RecordType, reference: Reference): Expression[] {
  const isAnyText = keys.kind === "string" && limits(textLimits(keys)).length === 0;
  return [valueSchema(values, reference), ...(isAnyText ? [] : [typeSchema(keys, reference)])];
}

function textCall(type: StringType): Expression {
  return call("text", ...limits(textLimits(type)));
}

function textLimits({ minLength, maxLength, pattern, format }: StringType): Limits {
  return { minLength, maxLength, pattern, format };
}

function numberCall({ integer, min, max }: NumberType): Expression {
  return call(integer ? "int" : "number", ...limits({ min, max }));
}

function listCall({ items, minItems, maxItems, uniqueItems }: ArrayType, reference: Reference): Expression {
  return call("list", valueSchema(items, reference), ...limits({ minItems, maxItems, uniqueItems: uniqueItems || null }));
}

function tupleCall({ items, rest }: TupleType, reference: Reference): Expression {
  const optional = items.filter((item) => item.optional).length;
  const more: ObjectEntry[] = [
    ...(optional === 0 ? [] : [{ key: "optional", value: toExpression(optional) }]),
    ...(rest === null ? [] : [{ key: "rest", value: valueSchema(rest, reference) }]),
  ];
  return call("tuple", array(items.map((item) => valueSchema(item, reference))), ...(more.length === 0 ? [] : [object(more)]));
}

function recordCall(type: RecordType, reference: Reference): Expression {
  return call("record", ...recordArguments(type, reference));
}

function unionCall({ members, discriminator }: UnionType, reference: Reference): Expression {
  const schemas = members.map((member) => typeSchema(member, reference));
  return discriminator === null ? call("union", ...schemas) : call("discriminated", toExpression(discriminator), ...schemas);
}

/** A constant is written as an input is; `now` and `uuid` are the runtime's. */
function defaultExpression(value: Default): Expression {
  return value.kind === "constant" ? toExpression(value.value) : name(value.kind);
}

type Limits = Readonly<Record<string, string | number | boolean | null>>;

/** An argument with the limits that there are; none when there are none. */
function limits(all: Limits): Expression[] {
  const entries = Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [{ key, value: toExpression(value) }]));
  return entries.length === 0 ? [] : [object(entries)];
}
