import type { Change, ResourceMeta } from "../core/resource.js";
import type { NewRevision, OnDelete } from "./meta-store.js";
import type { ModelIndex } from "./model-index.js";

/** All that a meta store keeps of one resource, but for its changes. */
export interface ResourceDump {
  readonly meta: ResourceMeta;
  readonly etag: string;
  /** Oldest first. `data` is null where a revision shares that of an earlier one, and where payloads are kept apart. */
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

  /** Puts resources in the place of what there is of them. All or nothing, and safe to do again. Their changes stay as they are. */
  restore(index: ModelIndex, dumps: readonly ResourceDump[]): Promise<void>;

  /** Adds changes under the numbers that they have; those that are there stay. What is written from now on comes after all of them. */
  restoreChanges(changes: readonly Change[]): Promise<void>;
}

export interface DumpPage {
  readonly after: string | null;
  readonly limit: number;
  /** Whether to bring the data, where this store keeps it. */
  readonly payload: boolean;
}
