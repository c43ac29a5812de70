/**
 * What searches are made of: conditions, their typed builder, their HTTP spelling, their meaning (`matches`, `compare`)
 * and their SQL. This room must not know stores, HTTP or data: only the types of core and a model's index.
 */
import type { IndexedList, IndexedValue } from "../core/resource.js";
import type { Order } from "./query.js";

/** The values of the searchable fields of one resource, by field. */
export type FieldValues = Readonly<Record<string, IndexedValue | IndexedList>>;

/** The one value of a field; null where there is none, or many. */
export function valueOf(values: FieldValues, field: string): IndexedValue {
  const value = values[field] ?? null;
  return isList(value) ? null : value;
}

export function isList(value: IndexedValue | IndexedList): value is IndexedList {
  return Array.isArray(value);
}

/**
 * The order of two values of one field: negative, zero or positive. Null comes before every value, false before true,
 * text goes by Unicode code point. Dates are held as RFC 3339 text in UTC with milliseconds, whose order by code point
 * is that of the instants.
 */
export function compareValues(a: IndexedValue, b: IndexedValue): number {
  if (a === null || b === null) return Number(b === null) - Number(a === null);
  if (typeof a === "string" && typeof b === "string") return compareText(a, b);
  return Number(a) - Number(b);
}

/** The order that a list sorted by `orderBy` puts two resources in. */
export function compareByOrder(orderBy: readonly Order[], a: FieldValues, b: FieldValues): number {
  for (const { field, direction } of orderBy) {
    const order = compareValues(valueOf(a, field), valueOf(b, field));
    if (order !== 0) return direction === "asc" ? order : -order;
  }
  return 0;
}

/** The `<` of JavaScript goes by UTF-16 unit, which puts the surrogates of U+10000 and above before U+E000 to U+FFFF. */
function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

function codePointRank(unit: number): number {
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff;
  return isSurrogate ? unit + 0x10000 : unit;
}
