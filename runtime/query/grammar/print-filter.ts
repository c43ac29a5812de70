import type { IndexedValue } from "../../core/resource.js";
import type { Operator } from "../operators.js";
import type { Condition } from "../query.js";
import { RESERVED, spellingOf } from "./words.js";

const PLAIN_FIELD = /^[\p{ID_Start}_$][\p{ID_Continue}$.]*$/u;

/**
 * The text of a filter that stands for a condition: `parseFilterText` makes the same condition of it, but for an `and` or
 * `or` of one condition, which is that condition.
 */
export function printFilter(condition: Condition): string {
  switch (condition.kind) {
    case "compare":
      return printComparison(condition.field, condition.op, printValue(condition.value));
    case "in":
      return printComparison(condition.field, "in", printList(condition.values));
    case "has":
      return printComparison(condition.field, "has", printValue(condition.value));
    case "match":
      return printComparison(condition.field, condition.op, printValue(condition.value));
    case "and":
      return printJoin(condition.conditions, " AND ", "TRUE");
    case "or":
      return printJoin(condition.conditions, " OR ", "FALSE");
    case "not":
      return printNot(condition.condition);
  }
}

function printComparison(field: string, operator: Operator, operand: string): string {
  return `${printField(field)} ${spellingOf(operator)} ${operand}`;
}

function printNot(condition: Condition): string {
  if (condition.kind === "in") return printComparison(condition.field, "notIn", printList(condition.values));
  return `NOT ${printTerm(condition)}`;
}

function printJoin(conditions: readonly Condition[], operator: string, none: string): string {
  const [only, ...more] = conditions;
  if (only === undefined) return none;
  return more.length === 0 ? printFilter(only) : conditions.map(printTerm).join(operator);
}

/** As a part of another condition: what would be taken apart goes in parentheses. */
function printTerm(condition: Condition): string {
  const isJoin = condition.kind === "and" || condition.kind === "or";
  return isJoin && condition.conditions.length > 0 ? `(${printFilter(condition)})` : printFilter(condition);
}

function printField(field: string): string {
  return PLAIN_FIELD.test(field) && !RESERVED.has(field.toUpperCase()) ? field : `\`${field.replaceAll("`", "``")}\``;
}

function printList(values: readonly IndexedValue[]): string {
  return `(${values.map(printValue).join(", ")})`;
}

function printValue(value: IndexedValue): string {
  return JSON.stringify(value);
}
