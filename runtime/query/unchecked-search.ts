import type { Condition, Order } from "./query.js";

/**
 * A search as a caller put it: fields may not exist, values may have the wrong type, numbers may be out of range.
 * `checkSearch` turns it into a `Query`, or says all that is wrong with it.
 */
export interface UncheckedSearch {
  readonly where: Condition | null;
  readonly orderBy: readonly Order[];
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  readonly cursor?: string | undefined;
  readonly includeDeleted?: boolean | undefined;
  /** Whether the page says how many resources there are in all. */
  readonly count?: "exact" | undefined;
}
