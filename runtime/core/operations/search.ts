import { checkSearch } from "../../query/check-search.js";
import { encodeCursor } from "../../query/cursor.js";
import type { Query } from "../../query/query.js";
import type { UncheckedSearch } from "../../query/unchecked-search.js";
import type { ReadOptions, StoredRevision } from "../../stores/meta-store.js";
import type { OperationContext } from "../context.js";
import { toPage } from "../page.js";
import { retryMissing, toEncodedResources } from "../payloads.js";
import type { EncodedFacts, EncodedResource, Page } from "../resource.js";

/**
 * A page of the resources that meet a condition, with their current data: one query, and one more read where payloads are
 * kept apart.
 *
 * @throws INVALID_QUERY
 */
export async function searchResources(context: OperationContext, search: UncheckedSearch): Promise<Page<EncodedResource>> {
  return retryMissing(async () => {
    const page = await readPage(context, search, { payload: true });
    return { ...page, items: await toEncodedResources(context, page.items) };
  });
}

/**
 * The same without the data, which is not read.
 *
 * @throws INVALID_QUERY
 */
export async function searchFacts(context: OperationContext, search: UncheckedSearch): Promise<Page<EncodedFacts>> {
  return readPage(context, search, { payload: false });
}

async function readPage(context: OperationContext, search: UncheckedSearch, options: ReadOptions): Promise<Page<StoredRevision>> {
  const query = checkSearch(context.index, search);
  const { where, includeDeleted } = query;
  const counted = search.count === "exact" ? context.meta.count(context.index, where, includeDeleted) : undefined;
  const [page, total] = await Promise.all([readFound(context, query, options), counted]);
  return total === undefined ? page : { ...page, total };
}

async function readFound({ meta, index }: OperationContext, query: Query, options: ReadOptions): Promise<Page<StoredRevision>> {
  const found = await meta.search(index, { ...query, limit: query.limit + 1 }, options);
  return toPage(found, query.limit, (last) => encodeCursor(index, query, last.meta.value));
}
