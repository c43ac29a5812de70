import type { ModelIndex } from "../stores/model-index.js";
import { explainUnknown } from "./invalid-query.js";
import type { Order } from "./query.js";
import { searchableFields } from "./searchable-fields.js";

const NEWEST_FIRST: Order = Object.freeze({ field: "createdTime", direction: "desc" });

const MOST_FIELDS = 5;

/** What is wrong with the order that a caller wants. */
export function orderProblems(index: ModelIndex, orderBy: readonly Order[]): string[] {
  const fields = searchableFields(index);
  const problems = orderBy.length > MOST_FIELDS ? [`There are more than ${MOST_FIELDS} fields to sort by.`] : [];
  const seen = new Set<string>();
  for (const { field, direction } of orderBy.slice(0, MOST_FIELDS)) {
    if (!fields.has(field)) problems.push(explainUnknown("indexed field", field, [...fields.keys()]));
    else if (fields.get(field)?.list === true) problems.push(`${field} has many values: nothing can be sorted by it.`);
    else if (seen.has(field)) problems.push(`${field} occurs twice.`);
    else if (direction !== "asc" && direction !== "desc") problems.push(`The direction of ${field} must be asc or desc.`);
    seen.add(field);
  }
  return problems;
}

/**
 * The total order that a sound order is completed to: newest first when there is none, and by `resourceId` in the end, in
 * the direction of the field before it, so that one index can serve both.
 */
export function completeOrder(orderBy: readonly Order[]): readonly Order[] {
  const wanted = orderBy.map(({ field, direction }) => Object.freeze({ field, direction }));
  if (wanted.length === 0) wanted.push(NEWEST_FIRST);
  const end = wanted.findIndex(({ field }) => field === "resourceId");
  // An id decides: what follows it never comes to bear.
  if (end !== -1) return Object.freeze(wanted.slice(0, end + 1));
  const direction = wanted.at(-1)?.direction ?? "asc";
  return Object.freeze([...wanted, Object.freeze({ field: "resourceId", direction })]);
}
