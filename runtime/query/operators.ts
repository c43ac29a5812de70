import type { IndexedValue } from "../core/resource.js";
import type { IndexedType } from "../stores/model-index.js";
import { compare, has, match, not, oneOf } from "./conditions.js";
import { EXPECTED, toFieldValue } from "./field-values.js";
import { explainUnknown } from "./invalid-query.js";
import { likeProblem } from "./like.js";
import type { Condition } from "./query.js";
import type { SearchableField } from "./searchable-fields.js";

const UNORDERED = ["eq", "ne", "in", "notIn", "isNull"] as const;
const ORDERED = ["eq", "ne", "gt", "ge", "lt", "le", "in", "notIn", "isNull"] as const;
const TEXT = [...ORDERED, "contains", "startsWith", "endsWith", "like"] as const;
const MANY = ["has", "isNull"] as const;

/** What a field is asked, in the words of URLs and bodies. */
export type Operator = (typeof TEXT)[number] | (typeof MANY)[number];

/** The operators of a field that has one value, by its type. */
const OPERATORS: Readonly<Record<IndexedType, readonly Operator[]>> = {
  text: TEXT,
  integer: ORDERED,
  real: ORDERED,
  boolean: UNORDERED,
  date: ORDERED,
};

/** The operators that a field has. */
export function operatorsOf({ type, list }: SearchableField): readonly Operator[] {
  return list === true ? MANY : OPERATORS[type];
}

/**
 * Says that a field has no such operator, and which it has.
 *
 * @param toHas how `has` is spelt where the operator was.
 */
export function explainOperator(field: SearchableField, operator: string, toHas: string): string {
  const { type, list } = field;
  if (list === true && operator === "eq") return `Has many values: one of them is searched for by ${toHas}`;
  return explainUnknown(`operator for ${list === true ? "many values" : type}`, operator, operatorsOf(field));
}

/** Is told what is wrong with an operand, or with one item of it. */
export type Refuse = (message: string, item?: number) => void;

/** The condition that an operator of the field and its operand make; meaningless when something was refused. */
export function toCondition(field: SearchableField, operator: Operator, operand: unknown, refuse: Refuse): Condition {
  const { path } = field;
  switch (operator) {
    case "in":
      return oneOf(path, toValues(field, operand, refuse));
    case "notIn":
      return not(oneOf(path, toValues(field, operand, refuse)));
    case "has":
      return has(path, toItem(field, operand, refuse));
    case "isNull":
      return compare(path, toFlag(operand, refuse) ? "eq" : "ne", null);
    case "contains":
    case "startsWith":
    case "endsWith":
      return match(path, operator, toText(operand, refuse));
    case "like":
      return match(path, operator, toPattern(operand, refuse));
    default:
      return compare(path, operator, toValue(field, operand, refuse));
  }
}

function toValue({ type }: SearchableField, operand: unknown, refuse: Refuse, item?: number): IndexedValue {
  const value = toFieldValue(type, operand);
  if (value === undefined) refuse(`Must be ${EXPECTED[type]}.`, item);
  return value ?? null;
}

function toValues(field: SearchableField, operand: unknown, refuse: Refuse): IndexedValue[] {
  if (Array.isArray(operand)) return operand.map((each: unknown, item) => toValue(field, each, refuse, item));
  refuse("Must be a list of values.");
  return [];
}

function toItem(field: SearchableField, operand: unknown, refuse: Refuse): NonNullable<IndexedValue> {
  if (operand === null) refuse(`Must be ${EXPECTED[field.type]}.`);
  return toValue(field, operand, refuse) ?? "";
}

function toFlag(operand: unknown, refuse: Refuse): boolean {
  if (typeof operand !== "boolean") refuse(`Must be ${EXPECTED.boolean}.`);
  return operand === true;
}

function toText(operand: unknown, refuse: Refuse): string {
  const text = toFieldValue("text", operand);
  if (typeof text !== "string") refuse(`Must be ${EXPECTED.text}.`);
  return String(text);
}

function toPattern(operand: unknown, refuse: Refuse): string {
  const pattern = toText(operand, refuse);
  const problem = likeProblem(pattern);
  if (problem !== undefined) refuse(problem);
  return pattern;
}
