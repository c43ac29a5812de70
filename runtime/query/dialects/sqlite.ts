import type { IndexedValue } from "../../core/resource.js";
import type { MatchOp } from "../query.js";
import type { Bind, Dialect } from "./dialect.js";
import { prefixEnd } from "./prefix-end.js";

/**
 * SQLite. Text columns have the collation BINARY, which compares UTF-8 bytes and so goes by code point; null is smaller
 * than every value in its ORDER BY. `LIKE` is of no use: it takes `a` for `A`.
 */
export const sqlite: Dialect = {
  quote: (identifier) => `"${identifier.replaceAll('"', '""')}"`,
  placeholder: () => "?",
  toParameter: (value: IndexedValue) => (typeof value === "boolean" ? Number(value) : value),
  isSame: (left, right) => `${left} IS ${right}`,
  isDifferent: (left, right) => `${left} IS NOT ${right}`,
  match: matchText,
  order: (column, direction) => (direction === "asc" ? `${column} ASC` : `${column} DESC`),
};

function matchText(op: MatchOp, column: string, text: string, bind: Bind): string {
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
