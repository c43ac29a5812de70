import type { IndexedValue } from "../core/resource.js";
import type { CompareOp, Condition, MatchOp } from "./query.js";

/*
 * Every condition is made here, frozen to its last value. Whether fields and values fit a model is for `checkSearch` to say.
 */

export function compare(field: string, op: CompareOp, value: IndexedValue): Condition {
  return Object.freeze({ kind: "compare", field, op, value });
}

/** Whether the field has one of the values; null can be one of them. */
export function oneOf(field: string, values: readonly IndexedValue[]): Condition {
  return Object.freeze({ kind: "in", field, values: Object.freeze([...values]) });
}

/** Whether a field with many values has this one among them. */
export function has(field: string, value: NonNullable<IndexedValue>): Condition {
  return Object.freeze({ kind: "has", field, value });
}

export function match(field: string, op: MatchOp, value: string): Condition {
  return Object.freeze({ kind: "match", field, op, value });
}

/** Whether all of the conditions hold; true of none. */
export function and(...conditions: readonly Condition[]): Condition {
  return Object.freeze({ kind: "and", conditions: Object.freeze([...conditions]) });
}

/** Whether one of the conditions holds; false of none. */
export function or(...conditions: readonly Condition[]): Condition {
  return Object.freeze({ kind: "or", conditions: Object.freeze([...conditions]) });
}

export function not(condition: Condition): Condition {
  return Object.freeze({ kind: "not", condition });
}
