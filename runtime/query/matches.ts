import { compareValues, type FieldValues } from "./compare.js";
import type { IndexedValue } from "../core/resource.js";
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
      return condition.values.includes(values[condition.field] ?? null);
    case "match":
      return matchesText(condition.op, values[condition.field] ?? null, condition.value);
    case "and":
      return condition.conditions.every((each) => matches(each, values));
    case "or":
      return condition.conditions.some((each) => matches(each, values));
    case "not":
      return !matches(condition.condition, values);
  }
}

function comparesTo(op: CompareOp, held: IndexedValue, value: IndexedValue): boolean {
  if (op === "eq") return held === value;
  if (op === "ne") return held !== value;
  if (held === null || value === null) return false;
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
  }
}
