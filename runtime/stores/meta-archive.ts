import type { Change, ResourceMeta } from "../core/resource.js";
import type { ExpectedState, NewRevision, OnDelete } from "./meta-store.js";
import type { ModelIndex } from "./model-index.js";

/** All that a meta store keeps of one resource, but for its changes. */
export interface ResourceDump {
  readonly meta: ResourceMeta;
  readonly etag: string;
  /**
   * Oldest first. `data` is null where a revision shares that of an earlier one, and where payloads are kept apart; `fileIds` are with
   * the first revision of those that share a payload, in either case.
   */
  readonly revisions: readonly NewRevision[];
  /** What the resource refers to, in no particular order. */
  readonly references: readonly DumpedReference[];
}

/** A reference by the ids that are kept of it. */
export interface DumpedReference {
  readonly path: string;
  readonly targetId: string;
  /** The revision's number; null when the resource itself is meant. */
  readonly n: number | null;
  readonly onDelete: OnDelete;
}

/** What a meta store does for copying, checking and rebuilding: whole resources in and out, without the rules of a write. */
export interface MetaArchive {
  /** Resources by their ids, from after the given one; deleted ones too. */
  dump(index: ModelIndex, page: DumpPage): Promise<readonly ResourceDump[]>;

  /**
   * Puts resources in the place of what there is of them. All or nothing, and safe to do again. Their changes stay as they are, and so
   * does a payload that a dump names and doesn't bring. References and unique values of others are checked as little as the data: that
   * two have the same unique values is all that is refused.
   *
   * @throws UNIQUE_VIOLATION, with nothing done.
   */
  restore(index: ModelIndex, dumps: readonly ResourceDump[]): Promise<void>;

  /**
   * The same of one resource, if that is in a state: null when it must not be there. Returns whether it was.
   *
   * @throws UNIQUE_VIOLATION, with nothing done.
   */
  replace(index: ModelIndex, dump: ResourceDump, expected: ExpectedState | null): Promise<boolean>;

  /** Removes all that is kept of resources, but for their changes; an id that is not there is no error. */
  drop(index: ModelIndex, resourceIds: readonly string[]): Promise<void>;

  /**
   * Adds changes under the numbers that they have; those that are there stay. What is written from now on comes after all of them. A
   * purge among them takes the authors of the changes before it along, as it did when it happened.
   */
  restoreChanges(changes: readonly Change[]): Promise<void>;
}

export interface DumpPage {
  readonly after: string | null;
  readonly limit: number;
  /** Whether to bring the data, where this store keeps it. */
  readonly payload: boolean;
}
