import type { Facts } from "../core/facts.js";
import type { Change, ResourceMeta, RevisionInfo } from "../core/resource.js";
import type { Condition, Query } from "../query/query.js";
import type { ModelIndex } from "./model-index.js";

/** The meta of a resource, with the tag that every change of its current revision renews. */
export interface StoredMeta {
  readonly meta: Facts<ResourceMeta>;
  readonly etag: string;
  /** As in the meta, for those who need to know no more of it. */
  readonly isDeleted: boolean;
}

/** One revision next to the meta of its resource. */
export interface StoredRevision extends StoredMeta {
  readonly revision: Facts<RevisionInfo>;
  /** Under which uid the data is kept: this revision's own, or that of the earlier one it shares it with. */
  readonly payloadUid: string;
  /** The data as JSON text; undefined when it was not asked for, or is kept elsewhere. */
  readonly data: string | undefined;
}

/** The state that a write was decided on. It fails with `conflict` when the resource has moved on since. */
export interface ExpectedState {
  readonly etag: string;
  readonly totalRevisionCount: number;
}

/** One resource's new state. */
export interface MetaWrite {
  readonly index: ModelIndex;
  /** Null when the resource must not exist yet. */
  readonly expected: ExpectedState | null;
  /** `createdTime` and `createdBy` are those of the first write; a store may rely on it. */
  readonly meta: ResourceMeta;
  readonly etag: string;
  /** The revision that this write appends; null when it only moves the pointer. */
  readonly revision: NewRevision | null;
  readonly change: Omit<Change, "seq">;
}

export interface NewRevision {
  readonly info: Facts<RevisionInfo>;
  readonly payloadUid: string;
  /** The encoded data, when it is new and this store keeps payloads; null otherwise. */
  readonly data: string | null;
}

/** How a unit of writes ended. Everything but `committed` left no trace; `write` is the number of the one at fault. */
export type CommitOutcome =
  | { readonly kind: "committed" }
  /** The resource is not in the expected state. */
  | { readonly kind: "conflict"; readonly write: number }
  /** The resource should not exist and does. */
  | { readonly kind: "duplicate"; readonly write: number }
  /**
   * Another resource that is not deleted has the same values in these fields: the first such set of the index. Looked at
   * only when the resource is in the expected state.
   */
  | { readonly kind: "unique"; readonly write: number; readonly fields: readonly string[] };

/**
 * Keeps the meta, the facts of the revisions and the change log, and answers searches. Knows nothing of validation,
 * users or the shape of the data. Every method rejects with the driver's own error when the back end fails.
 */
export interface MetaStore {
  /**
   * Whether payloads are kept here as well: then `commit` stores `NewRevision.data` in the same transaction, and reads
   * that ask for it bring it in the same query. Otherwise a RevisionStore has them.
   */
  readonly keepsPayloads: boolean;

  /**
   * Applies a unit of writes, all or nothing, and resolves once it would survive a power cut. Its writes apply in their
   * order, each checked against what the ones before it left: values are swapped by way of a third. Units that arrive
   * together may share one transaction; each still succeeds or fails alone, in the order of arrival. A unit that the back
   * end can't take at all rejects, alone.
   */
  commit(unit: readonly MetaWrite[]): Promise<CommitOutcome>;

  readMeta(index: ModelIndex, resourceId: string): Promise<StoredMeta | undefined>;

  /** A revision by its number, or the current one. Undefined when there is no such resource or revision. */
  readRevision(
    index: ModelIndex,
    resourceId: string,
    n: number | "current",
    options: ReadOptions,
  ): Promise<StoredRevision | undefined>;

  /** Newest first, from below the number `before`; no `before`: from the newest. */
  listRevisions(index: ModelIndex, resourceId: string, page: RevisionPage): Promise<readonly Facts<RevisionInfo>[]>;

  /** Current revisions, in the query's order, in one query. */
  search(index: ModelIndex, query: Query, options: ReadOptions): Promise<readonly StoredRevision[]>;

  count(index: ModelIndex, where: Condition | null, includeDeleted: boolean): Promise<number>;

  /** Oldest first, those after `since`. */
  listChanges(page: ChangePage): Promise<readonly Change[]>;

  /** Resolves when the store answers. */
  ping(): Promise<void>;
}

export interface ReadOptions {
  /** Whether to bring the data, where this store keeps it. */
  readonly payload: boolean;
}

export interface RevisionPage {
  readonly before: number | null;
  readonly limit: number;
}

export interface ChangePage {
  readonly since: number;
  readonly limit: number;
}

