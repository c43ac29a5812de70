import { toJsonPointer } from "../json-pointer.js";
import { findGaps } from "./find-gaps.js";
import { isObject, type JsonObject } from "./json-value.js";
import { createNumbering } from "./number-values.js";

/** An operation of a JSON Patch (RFC 6902) that also has what it takes away. */
export type DiffOperation =
  | { readonly op: "add"; readonly path: string; readonly value: unknown }
  | { readonly op: "remove"; readonly path: string; readonly oldValue: unknown }
  | { readonly op: "replace"; readonly path: string; readonly value: unknown; readonly oldValue: unknown };

/** A comparison that is under way. */
interface Comparison {
  readonly numberOf: (value: unknown) => number;
  readonly operations: DiffOperation[];
}

/**
 * The JSON Patch that leads from one value to another: none of its operations says what is equal already, and items that a list
 * keeps are left where they are. Both are values as `JSON.parse` gives them; the order of an object's members doesn't count.
 */
export function diff(before: unknown, after: unknown): readonly DiffOperation[] {
  const comparison = { numberOf: createNumbering(), operations: [] };
  compare(comparison, "", before, after);
  return comparison.operations;
}

function compare(comparison: Comparison, path: string, before: unknown, after: unknown): void {
  if (comparison.numberOf(before) === comparison.numberOf(after)) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(comparison, path, before, after);
  else if (isObject(before) && isObject(after)) compareObjects(comparison, path, before, after);
  else comparison.operations.push({ op: "replace", path, value: after, oldValue: before });
}

function compareObjects(comparison: Comparison, path: string, before: JsonObject, after: JsonObject): void {
  for (const [key, oldValue] of Object.entries(before)) {
    if (!Object.hasOwn(after, key)) comparison.operations.push({ op: "remove", path: path + toJsonPointer([key]), oldValue });
  }
  for (const [key, value] of Object.entries(after)) {
    const place = path + toJsonPointer([key]);
    if (Object.hasOwn(before, key)) compare(comparison, place, before[key], value);
    else comparison.operations.push({ op: "add", path: place, value });
  }
}

/** From the front to the back: what is before a gap is as it will be, so that its place in the new list is its place now. */
function compareLists(comparison: Comparison, path: string, before: readonly unknown[], after: readonly unknown[]): void {
  for (const gap of findGaps(before.map(comparison.numberOf), after.map(comparison.numberOf))) {
    const removed = before.slice(gap.before.from, gap.before.to);
    const added = after.slice(gap.after.from, gap.after.to);
    const both = Math.min(removed.length, added.length);
    for (let n = 0; n < both; n++) compare(comparison, `${path}/${gap.after.from + n}`, removed[n], added[n]);
    for (const oldValue of removed.slice(both)) comparison.operations.push({ op: "remove", path: `${path}/${gap.after.from + both}`, oldValue });
    for (let n = both; n < added.length; n++) comparison.operations.push({ op: "add", path: `${path}/${gap.after.from + n}`, value: added[n] });
  }
}
