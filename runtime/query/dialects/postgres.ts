import type { IndexedList, IndexedValue } from "../../core/resource.js";
import { isList } from "../compare.js";
import type { MatchOp } from "../query.js";
import type { Bind, Dialect } from "./dialect.js";
import { prefixEnd } from "./prefix-end.js";

/**
 * PostgreSQL. Text columns have the collation "C", which goes by code point in UTF-8; a list is kept as an
 * array. Null is greater than every value in its ORDER BY unless it is told otherwise.
 */
export const postgres: Dialect = {
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  placeholder: (n) => `$${n}`,
  toParameter,
  isSame: (column, value) => `${column} = ${value}`,
  isDifferent: (column, value) => `${column} IS DISTINCT FROM ${value}`,
  // What a GIN index can serve, which `= ANY` is not (https://www.postgresql.org/docs/15/gin-builtin-opclasses.html).
  has: (column, value, bind) => `${column} @> ${bind(toParameter([value]))}`,
  match: matchText,
  like: (column, pattern, bind) => `${column} LIKE ${bind(pattern)} ESCAPE '\\'`,
  order(column, direction, neverNull) {
    if (neverNull) return direction === "asc" ? `${column} ASC` : `${column} DESC`;
    return direction === "asc" ? `${column} ASC NULLS FIRST` : `${column} DESC NULLS LAST`;
  },
};

function toParameter(value: IndexedValue | IndexedList): IndexedValue {
  return isList(value) ? `{${value.map(quoteItem).join(",")}}` : value;
}

/** As in the text of an array (https://www.postgresql.org/docs/15/arrays.html#ARRAYS-IO). */
function quoteItem(item: NonNullable<IndexedValue>): string {
  return `"${String(item).replaceAll(/["\\]/g, "\\$&")}"`;
}

function matchText(op: Exclude<MatchOp, "like">, column: string, text: string, bind: Bind): string {
  switch (op) {
    case "contains":
      return `strpos(${column}, ${bind(text)}) > 0`;
    case "startsWith": {
      const end = prefixEnd(text);
      const start = `${column} >= ${bind(text)}`;
      return end === null ? start : `(${start} AND ${column} < ${bind(end)})`;
    }
    case "endsWith":
      return `right(${column}, ${bind(Array.from(text).length)}::integer) = ${bind(text)}`;
  }
}
