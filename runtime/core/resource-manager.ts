/**
 * The kernel of the runtime: what happens to resources and their revisions. Knows the interfaces of the stores and no store,
 * no HTTP, no SQL.
 */
import { toUncheckedSearch, type Search } from "../query/typed-search.js";
import type { Referrer } from "../stores/meta-store.js";
import type { Storage } from "../stores/storage.js";
import { compileDecoder } from "./codec.js";
import { createContext, type OperationContext } from "./context.js";
import { createEncodedResources, type EncodedResources } from "./encoded-resources.js";
import { observerOf } from "./observer.js";
import type { BulkAction, BulkOptions, BulkResult } from "./operations/bulk.js";
import type { DiffOptions, RevisionDiff } from "./operations/diff.js";
import type { Patch } from "./operations/patch.js";
import type { RevertOptions } from "./operations/revert.js";
import type { CreateOptions, GetOptions, HistoryOptions, PageOptions, UpdateOptions, WriteOptions } from "./options.js";
import { createPlannedManager, type PlannedManager } from "./planned-manager.js";
import { createPlannedResources } from "./planned-resources.js";
import type { EncodedResource, Page, Resource, ResourceMeta, RevisionInfo } from "./resource.js";
import type { ResourceSpec } from "./spec.js";
import type { Unit } from "./unit.js";

export interface ManagerOptions {
  /** Tells the time of every write; the system's clock when it isn't given. */
  readonly clock?: () => Date;
}

/**
 * The one door to the resources of a model. Every write checks its input and makes an immutable revision; writes to one
 * resource never lose each other. What comes out is frozen, but for the data, which is the caller's own.
 */
export class ResourceManager<Data, Input, Indexed> {
  readonly spec: ResourceSpec<Data, Input, Indexed>;
  readonly storage: Storage;
  /** The same resources with their data as stored JSON text. */
  readonly encoded: EncodedResources;
  /** For the managers that do more with it. */
  protected readonly context: OperationContext;
  readonly #decode: (text: string) => Data;

  constructor(spec: ResourceSpec<Data, Input, Indexed>, storage: Storage, options: ManagerOptions = {}) {
    this.spec = spec;
    this.storage = storage;
    this.context = createContext(spec, storage, options.clock ?? (() => new Date()));
    this.#decode = compileDecoder<Data>(spec.schema);
    const encoded = createEncodedResources(this.context);
    this.encoded = observerOf(storage)?.observe(spec.name, encoded) ?? encoded;
  }

  /**
   * Makes a new resource with its first revision.
   *
   * @throws VALIDATION_FAILED, UNIQUE_VIOLATION
   */
  async create(data: Input, options?: CreateOptions): Promise<RevisionInfo> {
    return Object.freeze((await this.encoded.create(data, options)).revision.value);
  }

  /**
   * A resource with its current data, or that of an earlier revision.
   *
   * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND; RESOURCE_DELETED unless a revision is named or deleted ones are included
   */
  async get(resourceId: string, options?: GetOptions): Promise<Resource<Data>> {
    return this.#toResource(await this.encoded.get(resourceId, options));
  }

  /**
   * What is known of a resource without its data.
   *
   * @throws RESOURCE_NOT_FOUND; RESOURCE_DELETED unless deleted ones are included
   */
  async getMeta(resourceId: string, options: Pick<GetOptions, "includeDeleted"> = {}): Promise<ResourceMeta> {
    return freezeMeta((await this.encoded.getMeta(resourceId, options)).meta.value);
  }

  /**
   * Appends a revision with new data. Data that equals the current data makes none, unless another status is asked for.
   *
   * @returns the revision that is current now
   * @throws VALIDATION_FAILED, RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, UNIQUE_VIOLATION
   */
  async update(resourceId: string, data: Input, options?: UpdateOptions): Promise<RevisionInfo> {
    return Object.freeze((await this.encoded.update(resourceId, data, options)).revision.value);
  }

  /**
   * Changes the data by a patch: `{ kind: "merge", patch }` (RFC 7396) or `{ kind: "json", operations }` (RFC 6902). The result is checked
   * and stored as by an update.
   *
   * @throws PATCH_INVALID, PATCH_TEST_FAILED, and what an update throws
   */
  async patch(resourceId: string, patch: Patch, options?: UpdateOptions): Promise<RevisionInfo> {
    return Object.freeze((await this.encoded.patch(resourceId, patch, options)).revision.value);
  }

  /**
   * Makes the current draft stable, in place. A stable revision is left as it is.
   *
   * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT
   */
  async publish(resourceId: string, options?: WriteOptions): Promise<RevisionInfo> {
    return Object.freeze((await this.encoded.publish(resourceId, options)).revision.value);
  }

  /**
   * Makes a new revision with the data, or chosen fields, of an old one.
   *
   * @throws REVISION_NOT_FOUND, INVALID_QUERY, and what an update throws
   */
  async revert(resourceId: string, revisionId: string | number, options?: RevertOptions): Promise<RevisionInfo> {
    return Object.freeze((await this.encoded.revert(resourceId, revisionId, options)).revision.value);
  }

  /**
   * Marks a resource as deleted, by a revision of its own. Nothing is lost. Resources that refer to it are deleted, changed or in the
   * way, as their models say.
   *
   * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, REFERENCED
   */
  async delete(resourceId: string, options?: WriteOptions): Promise<RevisionInfo> {
    return Object.freeze((await this.encoded.delete(resourceId, options)).revision.value);
  }

  /**
   * Undoes a delete, by a revision of its own. A resource that is not deleted is left as it is.
   *
   * @throws RESOURCE_NOT_FOUND, REVISION_CONFLICT, UNIQUE_VIOLATION
   */
  async restore(resourceId: string, options?: WriteOptions): Promise<RevisionInfo> {
    return Object.freeze((await this.encoded.restore(resourceId, options)).revision.value);
  }

  /**
   * Removes a resource for good, deleted or not, with all of its revisions and the blobs that nothing else uses.
   *
   * @throws RESOURCE_NOT_FOUND, REVISION_CONFLICT, REFERENCED
   */
  async purge(resourceId: string, options?: WriteOptions): Promise<void> {
    await this.encoded.purge(resourceId, options);
  }

  /**
   * Changes (by a merge patch), deletes or restores all resources that meet a condition, all or none.
   *
   * @throws INVALID_QUERY; TOO_MANY_MATCHES when more meet it than may be touched; what the operation on one of them throws
   */
  async bulk(where: Search<Indexed>["where"], action: BulkAction, options?: BulkOptions): Promise<BulkResult> {
    return Object.freeze(await this.encoded.bulk(toUncheckedSearch(this.spec.index, { where }).where, action, options));
  }

  /** The writes and reads of this model within a unit that `changeset` commits. */
  within(unit: Unit): PlannedManager<Data, Input> {
    return createPlannedManager(createPlannedResources(this.context, unit), this.#decode);
  }

  /**
   * Makes another revision, by its number or full id, the current one. Makes no revision; the next update branches off.
   *
   * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, UNIQUE_VIOLATION
   */
  async switch(resourceId: string, revisionId: string | number, options?: WriteOptions): Promise<ResourceMeta> {
    return freezeMeta((await this.encoded.switch(resourceId, revisionId, options)).meta.value);
  }

  /**
   * The history of a resource, newest first; of a deleted one as well.
   *
   * @throws RESOURCE_NOT_FOUND, INVALID_QUERY
   */
  async listRevisions(resourceId: string, options?: HistoryOptions): Promise<Page<RevisionInfo>> {
    return freezePage(await this.encoded.listRevisions(resourceId, options), (revision) => Object.freeze(revision.value));
  }

  /**
   * How the data of one revision became that of another: a JSON Patch that also tells the values that were there before.
   *
   * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND
   */
  async diff(resourceId: string, options?: DiffOptions): Promise<RevisionDiff> {
    return this.encoded.diff(resourceId, options);
  }

  /**
   * The resources that refer to this one and are not deleted.
   *
   * @throws RESOURCE_NOT_FOUND, INVALID_QUERY
   */
  async listReferrers(resourceId: string, options?: PageOptions): Promise<Page<Referrer>> {
    return freezePage(await this.encoded.listReferrers(resourceId, options), (referrer) => Object.freeze(referrer));
  }

  /**
   * The resources that meet a condition, newest first unless ordered otherwise.
   *
   * @throws INVALID_QUERY
   */
  async search(search: Search<Indexed> = {}): Promise<Page<Resource<Data>>> {
    const page = await this.encoded.search(toUncheckedSearch(this.spec.index, search));
    return freezePage(page, (item) => this.#toResource(item));
  }

  /**
   * How many resources meet a condition.
   *
   * @throws INVALID_QUERY
   */
  async count(search: Pick<Search<Indexed>, "where" | "includeDeleted"> = {}): Promise<number> {
    return this.encoded.count(toUncheckedSearch(this.spec.index, search));
  }

  #toResource({ data, revision, meta }: EncodedResource): Resource<Data> {
    return Object.freeze({ data: this.#decode(data), revision: Object.freeze(revision.value), meta: freezeMeta(meta.value) });
  }
}

function freezeMeta(meta: ResourceMeta): ResourceMeta {
  Object.values(meta.indexedData).forEach((value) => Object.freeze(value));
  Object.freeze(meta.indexedData);
  return Object.freeze(meta);
}

function freezePage<Item, Result>(page: Page<Item>, toResult: (item: Item) => Result): Page<Result> {
  return Object.freeze({ ...page, items: Object.freeze(page.items.map((item) => toResult(item))) });
}
