import type { IndexedList, IndexedValue } from "../../core/resource.js";
import { isList } from "../compare.js";
import { likePrefix } from "../like.js";
import type { MatchOp } from "../query.js";
import type { Bind, Dialect } from "./dialect.js";
import { prefixEnd } from "./prefix-end.js";

/** The name of the function of a text and a pattern that a connection must have, so that patterns mean the same everywhere. */
export const LIKE_FUNCTION = "specstar_like";

/**
 * SQLite. Text columns have the collation BINARY, which compares UTF-8 bytes and so goes by code point; null is smaller
 * than every value in its ORDER BY. Neither `LIKE` nor `GLOB` is of use: the one takes `a` for `A`, both stop at U+0000.
 */
export const sqlite: Dialect = {
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  placeholder: () => "?",
  toParameter,
  isSame: (column, value) => `${column} IS ${value}`,
  isDifferent: (column, value) => `${column} IS NOT ${value}`,
  // Both sides are read out of JSON, so that a number is the same double in either.
  has: (column, value, bind) => `EXISTS (SELECT 1 FROM json_each(${column}) WHERE value = (SELECT value FROM json_each(${bind(JSON.stringify([value]))})))`,
  match: matchText,
  like(column, pattern, bind) {
    const prefix = likePrefix(pattern);
    const range = prefix === "" ? "" : `${matchText("startsWith", column, prefix, bind)} AND `;
    return `(${range}${LIKE_FUNCTION}(${column}, ${bind(pattern)}))`;
  },
  order: (column, direction) => (direction === "asc" ? `${column} ASC` : `${column} DESC`),
};

/** A list is kept as a JSON array. */
function toParameter(value: IndexedValue | IndexedList): IndexedValue {
  if (isList(value)) return JSON.stringify(value);
  return typeof value === "boolean" ? Number(value) : value;
}

function matchText(op: Exclude<MatchOp, "like">, column: string, text: string, bind: Bind): string {
  switch (op) {
    case "contains":
      return `instr(${column}, ${bind(text)}) > 0`;
    case "startsWith": {
      const end = prefixEnd(text);
      const start = `${column} >= ${bind(text)}`;
      return end === null ? start : `(${start} AND ${column} < ${bind(end)})`;
    }
    case "endsWith":
      // By bytes: on text, `substr` counts from the end only after reading all of it, and stops at U+0000.
      return `substr(CAST(${column} AS BLOB), ${bind(-Buffer.byteLength(text))}) = CAST(${bind(text)} AS BLOB)`;
  }
}
