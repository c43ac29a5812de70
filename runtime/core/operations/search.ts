import { checkSearch } from "../../query/check-search.js";
import { encodeCursor } from "../../query/cursor.js";
import type { Query } from "../../query/query.js";
import type { UncheckedSearch } from "../../query/unchecked-search.js";
import type { OperationContext } from "../context.js";
import { toPage } from "../page.js";
import { retryMissing, toEncodedResources } from "../payloads.js";
import type { EncodedResource, Page } from "../resource.js";

/**
 * A page of the resources that meet a condition, with their current data: one query, and one more read where payloads are
 * kept apart.
 *
 * @throws INVALID_QUERY
 */
export async function searchResources(context: OperationContext, search: UncheckedSearch): Promise<Page<EncodedResource>> {
  const query = checkSearch(context.index, search);
  if (search.count !== "exact") return readPage(context, query);
  const { where, includeDeleted } = query;
  const [page, total] = await Promise.all([readPage(context, query), context.meta.count(context.index, where, includeDeleted)]);
  return { ...page, total };
}

async function readPage(context: OperationContext, query: Query): Promise<Page<EncodedResource>> {
  const { meta, index } = context;
  return retryMissing(async () => {
    const found = await meta.search(index, { ...query, limit: query.limit + 1 }, { payload: true });
    const { items, nextCursor } = toPage(found, query.limit, (last) => encodeCursor(index, query, last.meta.value));
    return { items: await toEncodedResources(context, items), nextCursor };
  });
}
