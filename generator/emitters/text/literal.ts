import type { Constant } from "../../ir/model.js";
import { string } from "../../render/helpers.js";
import { array, name, object, type Expression } from "./expression.js";

/** A constant of the model as an expression that evaluates to the same value. */
export function toExpression(value: Constant): Expression {
  if (typeof value === "string") return { kind: "text", text: string(value), literal: "string" };
  if (typeof value === "number") return { kind: "text", text: numberText(value), literal: "number" };
  if (typeof value === "boolean" || value === null) return name(String(value));
  if (isList(value)) return array(value.map(toExpression));
  return object(Object.entries(value).map(([key, item]) => ({ key: objectKey(key), value: toExpression(item) })));
}

/** A property's name in a type: quoted where it must be. */
export function propertyName(text: string): string {
  return isIdentifier(text) ? text : string(text);
}

/** Whether a name may stand behind a dot. */
export function isIdentifier(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}

/** A property's name in an object literal, where a plain `__proto__` would set the prototype instead. */
export function objectKey(text: string): string {
  return text === "__proto__" ? '["__proto__"]' : propertyName(text);
}

/** `-0` stays what it is, and exponents go without a plus. */
function numberText(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value).replace("e+", "e");
}

function isList(value: object): value is readonly Constant[] {
  return Array.isArray(value);
}
