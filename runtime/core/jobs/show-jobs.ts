import type { EncodedResources } from "../encoded-resources.js";
import type { OperationContext } from "../context.js";
import { isSpecstarError } from "../errors.js";
import { isCurrent } from "../find-revision.js";
import type { EncodedFacts, EncodedResource, Page } from "../resource.js";
import { findRow, isUnended, type JobState } from "./find-row.js";
import { showFacts, showResource } from "./show-row.js";

type Shows<Item> = (item: Item, row: Parameters<typeof showFacts>[1]) => Item;

/** The same resources, whose current revisions tell how the jobs are doing that have not ended. */
export function showJobs(context: OperationContext, resources: EncodedResources): EncodedResources {
  const showOne = async <Item extends Pick<EncodedFacts, "meta" | "etag">>(read: () => Promise<Item>, show: Shows<Item>): Promise<Item> => {
    const { stored, row } = await findRow(context, async () => toJobState(await read()));
    return row === undefined ? stored.item : show(stored.item, row);
  };
  const getMeta: EncodedResources["getMeta"] = (resourceId, options) => showOne(() => resources.getMeta(resourceId, options), showFacts);
  const getState: EncodedResources["getState"] = async (resourceId, options = {}) => {
    if (!isCurrent(options)) return resources.getState(resourceId, options);
    const { etag, updatedTime } = await getMeta(resourceId, options);
    return { resourceId, etag, updatedTime };
  };
  const get: EncodedResources["get"] = (resourceId, options = {}) =>
    isCurrent(options) ? showOne(() => resources.get(resourceId, options), showResource) : resources.get(resourceId, options);
  const getFacts: EncodedResources["getFacts"] = (resourceId, options = {}) =>
    isCurrent(options) ? showOne(() => resources.getFacts(resourceId, options), showFacts) : resources.getFacts(resourceId, options);
  return {
    ...resources,
    get,
    getMeta,
    getState,
    getEtag: async (resourceId, options) => (await getState(resourceId, options)).etag,
    getFacts,
    search: async (search) => showPage(context, await resources.search(search), { show: showResource, get }),
    searchFacts: async (search) => showPage(context, await resources.searchFacts(search), { show: showFacts, get: getFacts }),
  };
}

interface Found<Item> {
  readonly show: Shows<Item>;
  readonly get: (resourceId: string, options: { includeDeleted: true }) => Promise<Item>;
}

/** One read for all rows; what has ended, or changed, since the search is read again. */
async function showPage<Item extends EncodedFacts | EncodedResource>({ meta }: OperationContext, page: Page<Item>, { show, get }: Found<Item>): Promise<Page<Item>> {
  const states = page.items.map(toJobState);
  const ids = states.filter(isUnended).map(({ resourceId }) => resourceId);
  if (ids.length === 0) return page;
  const rows = new Map((await meta.jobs.read(ids)).map((row) => [row.resourceId, row]));
  const showState = async (state: JobState & { readonly item: Item }): Promise<Item> => {
    if (!isUnended(state)) return state.item;
    const row = rows.get(state.resourceId);
    return row?.etag === state.etag ? show(state.item, row) : getAgain(state, get);
  };
  return { ...page, items: await Promise.all(states.map(showState)) };
}

/** Somebody may have purged it. */
async function getAgain<Item>({ resourceId, item }: JobState & { readonly item: Item }, get: Found<Item>["get"]): Promise<Item> {
  try {
    return await get(resourceId, { includeDeleted: true });
  } catch (error) {
    if (isSpecstarError(error, "RESOURCE_NOT_FOUND")) return item;
    throw error;
  }
}

function toJobState<Item extends Pick<EncodedFacts, "meta" | "etag">>(item: Item): JobState & { readonly item: Item } {
  const { resourceId, isDeleted, indexedData } = item.meta.value;
  return { resourceId, etag: item.etag, isDeleted, state: indexedData["state"], item };
}
