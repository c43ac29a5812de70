import type { Problem } from "../core/errors.js";
import type { ModelIndex } from "../stores/model-index.js";
import { ConditionChecker } from "./check-condition.js";
import { completeOrder, orderProblems } from "./check-order.js";
import { decodeCursor } from "./cursor.js";
import { invalidQuery } from "./invalid-query.js";
import type { Condition, Query } from "./query.js";
import type { UncheckedSearch } from "./unchecked-search.js";

export const DEFAULT_LIMIT = 50;
export const HIGHEST_LIMIT = 1000;

/** Which resources a search takes. */
export type Filter = Pick<Query, "where" | "includeDeleted">;

/**
 * Makes a sound query of a search: values as the fields hold them, a total order, a limit of 1 to 1000 (50 unless given).
 *
 * @throws INVALID_QUERY with all that is wrong: unknown fields, values of another type, numbers out of range, a cursor of
 * another search.
 */
export function checkSearch(index: ModelIndex, search: UncheckedSearch): Query {
  const problems = [...pageProblems(search), ...orderProblems(index, search.orderBy).map((message) => ({ path: "orderBy", message }))];
  const { where, includeDeleted } = checkInto(problems, index, search);
  const orderBy = completeOrder(search.orderBy);
  if (problems.length > 0) throw invalidQuery(problems);
  const after = search.cursor === undefined ? null : decodeCursor(index, { where, orderBy, includeDeleted }, search.cursor);
  const limit = Math.min(search.limit ?? DEFAULT_LIMIT, HIGHEST_LIMIT);
  return Object.freeze({ where, orderBy, after, limit, offset: search.offset ?? 0, includeDeleted });
}

/**
 * The same for the part of a search that counting needs.
 *
 * @throws INVALID_QUERY
 */
export function checkFilter(index: ModelIndex, search: Pick<UncheckedSearch, "where" | "includeDeleted">): Filter {
  const problems: Problem[] = [];
  const filter = checkInto(problems, index, search);
  if (problems.length > 0) throw invalidQuery(problems);
  return filter;
}

function checkInto(problems: Problem[], index: ModelIndex, search: { where: Condition | null; includeDeleted?: boolean | undefined }): Filter {
  const checker = new ConditionChecker(index);
  const where = search.where === null ? null : checker.check(search.where);
  problems.push(...checker.problems);
  return { where, includeDeleted: search.includeDeleted ?? false };
}

/** What is wrong with where a page starts and ends, apart from the cursor itself. */
export function pageProblems({ limit, offset, cursor }: UncheckedSearch): Problem[] {
  const problems: Problem[] = [];
  if (limit !== undefined && !(Number.isSafeInteger(limit) && limit > 0)) {
    problems.push({ path: "limit", message: "Must be a whole number above zero." });
  }
  if (offset !== undefined && !(Number.isSafeInteger(offset) && offset >= 0)) {
    problems.push({ path: "offset", message: "Must be zero or a whole number above it." });
  }
  if (offset !== undefined && cursor !== undefined) {
    problems.push({ path: "offset", message: "Can't be given together with a cursor, which says where to go on." });
  }
  return problems;
}
