import type { UncheckedSearch } from "../query/unchecked-search.js";
import type { OperationContext } from "./context.js";
import type { Facts } from "./facts.js";
import type { RevisionResult } from "./next-state.js";
import { countResources, type UncheckedCount } from "./operations/count.js";
import { createResource } from "./operations/create.js";
import { deleteResource } from "./operations/delete.js";
import { getEtag } from "./operations/get-meta.js";
import { getFacts, getResource } from "./operations/get.js";
import { listRevisions } from "./operations/list-revisions.js";
import { restoreResource } from "./operations/restore.js";
import { searchFacts, searchResources } from "./operations/search.js";
import { switchRevision, type SwitchResult } from "./operations/switch.js";
import { updateResource, type ReplaceOptions } from "./operations/update.js";
import type { CreateOptions, GetOptions, PageOptions, WriteOptions } from "./options.js";
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
  /** The ETag that `get` with the same options would give, or its error; never loads the data. */
  getEtag(resourceId: string, options?: GetOptions): Promise<string>;
  search(search: UncheckedSearch): Promise<Page<EncodedResource>>;
  /** `get` and `search` that never load the data. */
  getFacts(resourceId: string, options?: GetOptions): Promise<EncodedFacts>;
  searchFacts(search: UncheckedSearch): Promise<Page<EncodedFacts>>;
  count(search: UncheckedCount): Promise<number>;
  listRevisions(resourceId: string, options?: PageOptions): Promise<Page<Facts<RevisionInfo>>>;
}

/** Binds the operations to one model's resources. */
export function createEncodedResources(context: OperationContext): EncodedResources {
  return {
    create: (input, options = {}) => createResource(context, input, options),
    update: (resourceId, input, options = {}) => updateResource(context, resourceId, input, options),
    delete: (resourceId, options = {}) => deleteResource(context, resourceId, options),
    restore: (resourceId, options = {}) => restoreResource(context, resourceId, options),
    switch: (resourceId, revisionId, options = {}) => switchRevision(context, resourceId, revisionId, options),
    get: (resourceId, options = {}) => getResource(context, resourceId, options),
    getEtag: (resourceId, options = {}) => getEtag(context, resourceId, options),
    search: (search) => searchResources(context, search),
    getFacts: (resourceId, options = {}) => getFacts(context, resourceId, options),
    searchFacts: (search) => searchFacts(context, search),
    count: (search) => countResources(context, search),
    listRevisions: (resourceId, options = {}) => listRevisions(context, resourceId, options),
  };
}
