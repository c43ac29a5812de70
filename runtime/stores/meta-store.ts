import type { Facts } from "../core/facts.js";
import type { Change, ResourceMeta, RevisionInfo, RevisionOp } from "../core/resource.js";
import type { Condition, Query } from "../query/query.js";
import type { JobTable, JobWrite } from "./job-table.js";
import type { MetaArchive } from "./meta-archive.js";
import type { ModelIndex } from "./model-index.js";
import type { FinishedReceipt, Receipts } from "./receipts.js";

/** The meta of a resource, with the tag that every change of its current revision renews. */
export interface StoredMeta {
  readonly meta: Facts<ResourceMeta>;
  readonly etag: string;
  /** As in the meta, for those who need to know no more of it. */
  readonly isDeleted: boolean;
  /** The same, of the last change. */
  readonly updatedTime: string;
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

/** What one unit does to one resource. */
export type MetaWrite = StateWrite | PurgeWrite;

interface WriteBase {
  readonly index: ModelIndex;
  readonly change: Omit<Change, "seq">;
  /** Of a job's resource: what becomes of its row. It counts for `conflict` like the expected state; undefined leaves the row as it is. */
  readonly job?: JobWrite | undefined;
}

/** One resource's new state. */
export interface StateWrite extends WriteBase {
  /**
   * What happens to the revisions: one is appended; the current one, a draft, gets other facts or data in its place; or none is
   * touched, and the pointer moves to one that is there.
   */
  readonly kind: "append" | "modify" | "switch";
  /** Null when the resource must not exist yet: then the kind is `append`. */
  readonly expected: ExpectedState | null;
  /** `createdTime` and `createdBy` are those of the first write; a store may rely on it. */
  readonly meta: ResourceMeta;
  readonly etag: string;
  /** The revision that is appended, or what the current one becomes under its uid and number; null when the pointer moves. */
  readonly revision: NewRevision | null;
  /** What the resource refers to from now on, in place of what it referred to before; undefined leaves that as it is. */
  readonly references?: readonly Reference[] | undefined;
}

/** Removes all that is known of a resource but its ids in the change log. */
export interface PurgeWrite extends WriteBase {
  readonly kind: "purge";
  readonly expected: ExpectedState;
  readonly resourceId: string;
}

export interface NewRevision {
  readonly info: Facts<RevisionInfo>;
  readonly payloadUid: string;
  /** The encoded data, when it is new and this store keeps payloads; null otherwise. */
  readonly data: string | null;
  /** The blobs that the data names, by their file ids, none twice: they are in use as long as the payload is kept. Empty when it is shared. */
  readonly fileIds: readonly string[];
}

/** That a resource refers to another one, or to a revision of it. */
export interface Reference {
  /** The field's path in the data; every item of a list has the same. */
  readonly path: string;
  readonly target: ReferenceTarget;
  readonly onDelete: OnDelete;
}

export interface ReferenceTarget {
  readonly index: ModelIndex;
  readonly resourceId: string;
  /** The revision's number; null when the resource itself is meant. */
  readonly n: number | null;
}

/** What happens to a resource when one that it refers to is deleted. */
export type OnDelete = "cascade" | "setNull" | "restrict" | "dangling";

/** A resource that is not deleted and refers to another one: one for each path, however many items of a list do. */
export interface Referrer {
  readonly resourceId: string;
  readonly path: string;
  readonly onDelete: OnDelete;
  /** The number of the revision that it names, the first of several; null when it names the resource. */
  readonly n: number | null;
}

/** How a unit of writes ended. Everything but `committed` left no trace; `write` is the number of the one at fault. */
export type CommitOutcome =
  | { readonly kind: "committed" }
  /** The resource is not in the expected state, or its job is not. */
  | { readonly kind: "conflict"; readonly write: number }
  /** The resource should not exist and does. */
  | { readonly kind: "duplicate"; readonly write: number }
  /**
   * Another resource that is not deleted has the same values in these fields: the first such set of the index. Looked at
   * only when the resource is in the expected state.
   */
  | { readonly kind: "unique"; readonly write: number; readonly fields: readonly string[] }
  /** A resource that the write refers to is not there, or deleted, or has no such revision, once all of the unit is applied. Never said of `dangling`. */
  | { readonly kind: "missing"; readonly write: number; readonly reference: Reference }
  /** The write deletes or purges a resource that another one, which is not deleted, refers to once all of the unit is applied. Never said of `dangling`. */
  | { readonly kind: "referenced"; readonly write: number; readonly by: Referrer }
  /** The receipt is no longer held under this token. */
  | { readonly kind: "superseded" };

export interface CommitOptions {
  /** Finishes a receipt in the same transaction. */
  readonly receipt?: FinishedReceipt | undefined;
  /** Tells how the unit would end, and leaves no trace. */
  readonly dryRun?: boolean | undefined;
}

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
  commit(unit: readonly MetaWrite[], options?: CommitOptions): Promise<CommitOutcome>;

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

  /** The changes of a changeset, oldest first. */
  listChangeset(changesetId: string): Promise<readonly Change[]>;

  /** The last change of a resource, by `seq`, of those that were made at an instant or before it. */
  readChangeAt(index: ModelIndex, resourceId: string, at: string): Promise<Change | undefined>;

  /** The last change of a resource whose `seq` is below this one. */
  readChangeBefore(index: ModelIndex, resourceId: string, seq: number): Promise<Change | undefined>;

  /** Who refers to a resource, by resource id and path, from after the given one. */
  listReferrers(index: ModelIndex, resourceId: string, page: ReferrerPage): Promise<readonly Referrer[]>;

  /** Those of these blobs that no kept payload names. */
  listUnused(fileIds: readonly string[]): Promise<readonly string[]>;

  /** Under what the data of a resource's revisions is kept, and the blobs that it names: what is left to remove after a purge. */
  readHoldings(index: ModelIndex, resourceId: string): Promise<Holdings>;

  /** What repeated requests are answered with. */
  readonly receipts: Receipts;

  /** The jobs that have not ended. */
  readonly jobs: JobTable;

  /** Whole resources, for copying, checking and rebuilding. */
  readonly archive: MetaArchive;

  /** Resolves when the store answers. */
  ping(): Promise<void>;
}

export interface Holdings {
  readonly payloadUids: readonly string[];
  readonly fileIds: readonly string[];
}

export interface ReadOptions {
  /** Whether to bring the data, where this store keeps it. */
  readonly payload: boolean;
}

export interface RevisionPage {
  readonly before: number | null;
  readonly limit: number;
  /** Only those revisions that meet all of it. */
  readonly filter?: RevisionFilter | undefined;
}

/** Times are RFC 3339 text in UTC with milliseconds; from the first to before the second. */
export interface RevisionFilter {
  readonly createdBy?: string | undefined;
  readonly op?: RevisionOp | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export interface ReferrerPage {
  readonly after: Pick<Referrer, "resourceId" | "path"> | null;
  readonly limit: number;
}

export interface ChangePage {
  readonly since: number;
  readonly limit: number;
}

