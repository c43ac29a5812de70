import type { Condition, Query } from "../query/query.js";
import type { OperationContext } from "./context.js";
import { SpecstarError } from "./errors.js";

/** Which resources a bulk operation is about. */
export interface Selection {
  readonly where: Condition | null;
  readonly isDeleted: boolean;
  /** How many it may be. */
  readonly most: number;
}

const PAGE = 1000;
const BY_ID: Query["orderBy"] = [{ field: "resourceId", direction: "asc" }];

/**
 * The ids of all resources of a selection, in their order.
 *
 * @throws TOO_MANY_MATCHES with the count
 */
export async function selectIds(context: OperationContext, selection: Selection): Promise<readonly string[]> {
  const { where, isDeleted, most } = selection;
  const ids: string[] = [];
  let last: string | null = null;
  for (;;) {
    const query: Query = { where, orderBy: BY_ID, after: last === null ? null : [last], limit: PAGE, offset: 0, includeDeleted: isDeleted };
    const page = await context.meta.search(context.index, query, { payload: false });
    for (const stored of page) if (stored.isDeleted === isDeleted) ids.push(stored.meta.value.resourceId);
    if (ids.length > most) throw tooManyMatches(await countAll(context, selection), most);
    last = page.at(-1)?.meta.value.resourceId ?? null;
    if (page.length < PAGE) return ids;
  }
}

async function countAll({ meta, index }: OperationContext, { where, isDeleted }: Selection): Promise<number> {
  const live = await meta.count(index, where, false);
  return isDeleted ? (await meta.count(index, where, true)) - live : live;
}

function tooManyMatches(count: number, most: number): SpecstarError {
  const message = `${count} resources meet the condition, and ${most} may be touched. Narrow it, or say a higher "most", up to 10,000.`;
  return new SpecstarError("TOO_MANY_MATCHES", message, [{ path: "most", message }]);
}
