import { DEFAULT_LIMIT, HIGHEST_LIMIT } from "../query/check-search.js";
import { invalidQuery } from "../query/invalid-query.js";

/**
 * How many items a page holds: 50 unless a limit is given, 1000 at most.
 *
 * @throws INVALID_QUERY when the limit is no whole number above zero
 */
export function pageLimit(limit: number = DEFAULT_LIMIT): number {
  if (Number.isSafeInteger(limit) && limit > 0) return Math.min(limit, HIGHEST_LIMIT);
  throw invalidQuery([{ path: "limit", message: "Must be a whole number above zero." }]);
}

/**
 * The page that `limit` items make, of a list that was read one item further to see whether it goes on.
 *
 * @param toCursor names the place after an item.
 */
export function toPage<Item>(found: readonly Item[], limit: number, toCursor: (last: Item) => string): { items: readonly Item[]; nextCursor: string | null } {
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last === undefined ? null : toCursor(last) };
}
