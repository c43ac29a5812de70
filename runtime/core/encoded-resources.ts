import type { Condition } from "../query/query.js";
import type { Referrer, StoredMeta } from "../stores/meta-store.js";
import type { UncheckedSearch } from "../query/unchecked-search.js";
import type { OperationContext } from "./context.js";
import type { Facts } from "./facts.js";
import { showJobs } from "./jobs/show-jobs.js";
import type { RevisionResult } from "./revision-result.js";
import { countResources, type UncheckedCount } from "./operations/count.js";
import { createResource } from "./operations/create.js";
import { deleteResource } from "./operations/delete.js";
import { getMeta } from "./operations/get-meta.js";
import { getState, isOnlyChangeOfSecond, type ResourceState } from "./operations/get-state.js";
import { bulkWrite, type BulkAction, type BulkOptions, type BulkResult } from "./operations/bulk.js";
import { diffRevisions, type DiffOptions, type RevisionDiff } from "./operations/diff.js";
import { patchResource, type Patch, type PatchOptions } from "./operations/patch.js";
import { publishRevision } from "./operations/publish.js";
import { purgeResource } from "./operations/purge.js";
import { listReferrers } from "./operations/referrers.js";
import { revertResource, type RevertOptions } from "./operations/revert.js";
import { getFacts, getResource } from "./operations/get.js";
import { listRevisions } from "./operations/list-revisions.js";
import { restoreResource } from "./operations/restore.js";
import { searchFacts, searchResources } from "./operations/search.js";
import { switchRevision, type SwitchResult } from "./operations/switch.js";
import { updateResource, type ReplaceOptions } from "./operations/update.js";
import type { CreateOptions, GetOptions, HistoryOptions, ReferrersOptions, WriteOptions } from "./options.js";
import type { EncodedFacts, EncodedResource, Page, RevisionInfo } from "./resource.js";

/**
 * The resources of one model with their data and facts as stored JSON text, and inputs of any type: what a server works with. The
 * promises and errors are those of `ResourceManager`.
 */
export interface EncodedResources {
  create(input: unknown, options?: CreateOptions): Promise<RevisionResult>;
  update(resourceId: string, input: unknown, options?: ReplaceOptions): Promise<RevisionResult>;
  delete(resourceId: string, options?: WriteOptions): Promise<RevisionResult>;
  restore(resourceId: string, options?: WriteOptions): Promise<RevisionResult>;
  switch(resourceId: string, revisionId: string | number, options?: WriteOptions): Promise<SwitchResult>;
  get(resourceId: string, options?: GetOptions): Promise<EncodedResource>;
  /** What is known of the resource, without its revisions. */
  getMeta(resourceId: string, options?: Pick<GetOptions, "includeDeleted">): Promise<StoredMeta>;
  /** The ETag that `get` with the same options would give, or its error; never loads the data. */
  getEtag(resourceId: string, options?: GetOptions): Promise<string>;
  /** The same ETag and the time of the last change. */
  getState(resourceId: string, options?: GetOptions): Promise<ResourceState>;
  /** Whether the last change is the only one of its second, so that a time in whole seconds names the state. */
  isOnlyChangeOfSecond(resourceId: string): Promise<boolean>;
  patch(resourceId: string, patch: Patch, options?: PatchOptions): Promise<RevisionResult>;
  publish(resourceId: string, options?: WriteOptions): Promise<RevisionResult>;
  revert(resourceId: string, revisionId: string | number, options?: RevertOptions): Promise<RevisionResult>;
  purge(resourceId: string, options?: WriteOptions): Promise<void>;
  bulk(where: Condition | null, action: BulkAction, options?: BulkOptions): Promise<BulkResult>;
  diff(resourceId: string, options?: DiffOptions): Promise<RevisionDiff>;
  listReferrers(resourceId: string, options?: ReferrersOptions): Promise<Page<Referrer>>;
  search(search: UncheckedSearch): Promise<Page<EncodedResource>>;
  /** `get` and `search` that never load the data. */
  getFacts(resourceId: string, options?: GetOptions): Promise<EncodedFacts>;
  searchFacts(search: UncheckedSearch): Promise<Page<EncodedFacts>>;
  count(search: UncheckedCount): Promise<number>;
  listRevisions(resourceId: string, options?: HistoryOptions): Promise<Page<Facts<RevisionInfo>>>;
}

/** Binds the operations to one model's resources. */
export function createEncodedResources(context: OperationContext): EncodedResources {
  const resources: EncodedResources = {
    create: (input, options = {}) => createResource(context, input, options),
    update: (resourceId, input, options = {}) => updateResource(context, resourceId, input, options),
    delete: (resourceId, options = {}) => deleteResource(context, resourceId, options),
    restore: (resourceId, options = {}) => restoreResource(context, resourceId, options),
    switch: (resourceId, revisionId, options = {}) => switchRevision(context, resourceId, revisionId, options),
    get: (resourceId, options = {}) => getResource(context, resourceId, options),
    getMeta: (resourceId, options = {}) => getMeta(context, resourceId, options),
    getEtag: async (resourceId, options = {}) => (await getState(context, resourceId, options)).etag,
    getState: (resourceId, options = {}) => getState(context, resourceId, options),
    isOnlyChangeOfSecond: (resourceId) => isOnlyChangeOfSecond(context, resourceId),
    patch: (resourceId, patch, options = {}) => patchResource(context, resourceId, patch, options),
    publish: (resourceId, options = {}) => publishRevision(context, resourceId, options),
    revert: (resourceId, revisionId, options = {}) => revertResource(context, resourceId, revisionId, options),
    purge: (resourceId, options = {}) => purgeResource(context, resourceId, options),
    bulk: (where, action, options = {}) => bulkWrite(context, where, action, options),
    diff: (resourceId, options = {}) => diffRevisions(context, resourceId, options),
    listReferrers: (resourceId, options = {}) => listReferrers(context, resourceId, options),
    search: (search) => searchResources(context, search),
    getFacts: (resourceId, options = {}) => getFacts(context, resourceId, options),
    searchFacts: (search) => searchFacts(context, search),
    count: (search) => countResources(context, search),
    listRevisions: (resourceId, options = {}) => listRevisions(context, resourceId, options),
  };
  return context.spec.job === undefined ? resources : showJobs(context, resources);
}
