import type { IndexedList, IndexedValue } from "../core/resource.js";
import { compareValues, isList, valueOf, type FieldValues } from "./compare.js";
import { compileLike } from "./like.js";
import type { CompareOp, Condition, MatchOp } from "./query.js";

/**
 * Whether a resource with these values meets the condition. This is the definition of what conditions mean; the SQL of
 * every dialect must agree with it.
 */
export function matches(condition: Condition, values: FieldValues): boolean {
  switch (condition.kind) {
    case "compare":
      return comparesTo(condition.op, values[condition.field] ?? null, condition.value);
    case "in":
      return condition.values.includes(valueOf(values, condition.field));
    case "has":
      return listOf(values, condition.field).includes(condition.value);
    case "match":
      return matchesText(condition.op, valueOf(values, condition.field), condition.value);
    case "and":
      return condition.conditions.every((each) => matches(each, values));
    case "or":
      return condition.conditions.some((each) => matches(each, values));
    case "not":
      return !matches(condition.condition, values);
  }
}

function listOf(values: FieldValues, field: string): IndexedList {
  const value = values[field] ?? null;
  return isList(value) ? value : [];
}

function comparesTo(op: CompareOp, held: IndexedValue | IndexedList, value: IndexedValue): boolean {
  if (op === "eq") return held === value;
  if (op === "ne") return held !== value;
  if (held === null || value === null || isList(held)) return false;
  const order = compareValues(held, value);
  switch (op) {
    case "gt":
      return order > 0;
    case "ge":
      return order >= 0;
    case "lt":
      return order < 0;
    case "le":
      return order <= 0;
  }
}

function matchesText(op: MatchOp, held: IndexedValue, text: string): boolean {
  if (typeof held !== "string") return false;
  switch (op) {
    case "contains":
      return held.includes(text);
    case "startsWith":
      return held.startsWith(text);
    case "endsWith":
      return held.endsWith(text);
    case "like":
      return compileLike(text)(held);
  }
}
