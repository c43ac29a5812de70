import { LIKE_FUNCTION } from "../../query/dialects/sqlite.js";
import { compileLike } from "../../query/like.js";
import type { Database } from "./driver.js";

/** Gives a connection the functions that compiled searches call. */
export function addFunctions(db: Database): void {
  db.function(LIKE_FUNCTION, { deterministic: true }, createLike());
}

/** SQLite asks row by row, for one pattern after the other: the last one stays prepared. */
function createLike(): (text: unknown, pattern: unknown) => number | null {
  let last = { pattern: "", matches: compileLike("") };
  return (text, pattern) => {
    if (typeof text !== "string" || typeof pattern !== "string") return null;
    if (last.pattern !== pattern) last = { pattern, matches: compileLike(pattern) };
    return Number(last.matches(text));
  };
}
