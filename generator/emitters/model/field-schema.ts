import { constantOf } from "../../ir/default.js";
import type { Field } from "../../ir/model.js";
import type { FieldType, NumberType, StringType } from "../../ir/type.js";
import { call, name, object, type CallExpression, type ChainExpression, type Expression, type TextExpression } from "../text/expression.js";
import { toExpression } from "../text/literal.js";
import type { ModelNames } from "./model-names.js";

/** What a schema begins with, and the calls that narrow it. */
type Schema = Pick<ChainExpression, "head" | "calls">;

/** The validator of a field: `z.string().nullable().default(null)`. */
export function fieldSchema(field: Field, names: ModelNames): Expression {
  return toChain(toSchema(field.type, names), [
    ...(field.nullable ? [call("nullable")] : []),
    ...(field.optional && field.default === null ? [call("optional")] : []),
    ...(field.default === null ? [] : [call("default", toExpression(constantOf(field.default) ?? null))]),
    ...describeCall(field.doc.text),
  ]);
}

/** `.describe("…")`, or nothing to say. */
export function describeCall(text: string): CallExpression[] {
  return text === "" ? [] : [call("describe", toExpression(text))];
}

function toSchema(type: FieldType, names: ModelNames): Schema {
  switch (type.kind) {
    case "string":
      return stringSchema(type);
    case "number":
      return numberSchema(type);
    case "boolean":
      return zod(call("boolean"));
    case "date":
      return { head: call("dateTime"), calls: [] };
    case "literal":
      return zod(literalCall(type.values));
    case "array": {
      const items = toChain(toSchema(type.items.type, names), type.items.nullable ? [call("nullable")] : []);
      return zod(call("array", items));
    }
    case "named":
      return { head: name(names.objects.get(type.name)?.schema ?? type.name), calls: [] };
    default:
      throw new Error(`Internal error: no emitter for a type of the kind ${type.kind}.`);
  }
}

function stringSchema({ minLength, maxLength }: StringType): Schema {
  if (minLength === null && maxLength === null) return zod(call("string"));
  const bounds = [...bound("minLength", minLength), ...bound("maxLength", maxLength)];
  return { head: call("text", object(bounds)), calls: [] };
}

function bound(key: string, value: number | null): { key: string; value: Expression }[] {
  return value === null ? [] : [{ key, value: toExpression(value) }];
}

function numberSchema({ integer, min, max }: NumberType): Schema {
  return zod(
    call(integer ? "int" : "number"),
    ...(min === null ? [] : [call("min", toExpression(min))]),
    ...(max === null ? [] : [call("max", toExpression(max))]),
  );
}

function literalCall(values: readonly (string | number | boolean)[]): CallExpression {
  const [first] = values;
  if (values.length === 1 && first !== undefined) return call("literal", toExpression(first));
  return call(values.every((value) => typeof value === "string") ? "enum" : "literal", toExpression(values));
}

function zod(...calls: readonly CallExpression[]): Schema {
  return { head: name("z"), calls };
}

function toChain({ head, calls }: { head: TextExpression | CallExpression; calls: readonly CallExpression[] }, more: readonly CallExpression[]): Expression {
  const all = [...calls, ...more];
  return all.length === 0 ? head : { kind: "chain", head, calls: all };
}
