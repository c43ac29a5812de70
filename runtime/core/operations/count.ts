import { checkFilter } from "../../query/check-search.js";
import type { UncheckedSearch } from "../../query/unchecked-search.js";
import type { OperationContext } from "../context.js";

/** Which resources to count. */
export type UncheckedCount = Pick<UncheckedSearch, "where" | "includeDeleted">;

/**
 * How many resources meet a condition.
 *
 * @throws INVALID_QUERY
 */
export async function countResources(context: OperationContext, search: UncheckedCount): Promise<number> {
  const { where, includeDeleted } = checkFilter(context.index, search);
  return context.meta.count(context.index, where, includeDeleted);
}
