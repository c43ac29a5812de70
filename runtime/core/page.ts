import { SpecstarError } from "./errors.js";

const DEFAULT_LIMIT = 50;
const HIGHEST_LIMIT = 1000;

/**
 * How many items a page holds: 50 unless a limit is given, 1000 at most.
 *
 * @throws INVALID_QUERY when the limit is no whole number above zero
 */
export function pageLimit(limit: number = DEFAULT_LIMIT): number {
  if (Number.isInteger(limit) && limit > 0) return Math.min(limit, HIGHEST_LIMIT);
  throw new SpecstarError("INVALID_QUERY", "A limit is a whole number above zero.", [
    { path: "limit", message: `Expected a whole number above zero, got ${limit}.` },
  ]);
}
