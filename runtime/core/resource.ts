import type { Facts } from "./facts.js";

/** The facts about resources and their revisions, as they are kept, sent and shown. Plain JSON: times are RFC 3339 text. */

/** A value that an indexed field can hold. A `Date` is held as its RFC 3339 text in UTC with milliseconds. */
export type IndexedValue = string | number | boolean | null;

/** The values of an indexed field that has many: none twice, and no null. */
export type IndexedList = readonly Exclude<IndexedValue, null>[];

export type RevisionStatus = "draft" | "stable";

export type RevisionOp = "create" | "update" | "delete" | "restore" | "migrate";

/** What is known of one revision, without its data. */
export interface RevisionInfo {
  /** Names this very snapshot: unique over all models, never given twice. */
  readonly uid: string;
  readonly resourceId: string;
  /** `<resourceId>:<n>`, n = 1, 2, … without gap. */
  readonly revisionId: string;
  /** The revision that was current when this one was made. */
  readonly parentRevisionId: string | null;
  readonly op: RevisionOp;
  readonly status: RevisionStatus;
  readonly schemaVersion: string;
  /** `sha256:<hex>` over the encoded data, without the model's hidden fields. */
  readonly dataHash: string;
  readonly reason: string | null;
  /** What all revisions share that were made together; null for one that was made alone. */
  readonly changesetId: string | null;
  readonly createdTime: string;
  readonly createdBy: string;
  /** When a draft was last modified. */
  readonly updatedTime: string;
  readonly updatedBy: string;
}

/** What is known of one resource, without its data. */
export interface ResourceMeta {
  readonly resourceId: string;
  readonly currentRevisionId: string;
  readonly schemaVersion: string;
  readonly totalRevisionCount: number;
  readonly createdTime: string;
  readonly createdBy: string;
  readonly updatedTime: string;
  readonly updatedBy: string;
  readonly isDeleted: boolean;
  /** The values of the indexed fields of the current revision, by field path. */
  readonly indexedData: Readonly<Record<string, IndexedValue | IndexedList>>;
}

/** One revision of a resource with its data, and the meta of the resource as it is now. */
export interface Resource<Data> {
  readonly data: Data;
  readonly revision: RevisionInfo;
  readonly meta: ResourceMeta;
}

/** The same without the data. */
export interface EncodedFacts {
  readonly revision: Facts<RevisionInfo>;
  readonly meta: Facts<ResourceMeta>;
  /** Changes whenever the current revision does, or a draft is modified. Without quotes. */
  readonly etag: string;
  /** That of the meta, which needn't be parsed for it. */
  readonly updatedTime: string;
}

/** With the data as the JSON text that is stored: what a server sends without parsing it. */
export interface EncodedResource extends EncodedFacts {
  readonly data: string;
}

/** A page of a list that goes on where `nextCursor` says. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Opaque; null on the last page. */
  readonly nextCursor: string | null;
  /** Present when it was asked for. */
  readonly total?: number;
}

export type ChangeOp = RevisionOp | "switch" | "modify" | "purge";

/** One row of the append-only change log: every commit appends one per resource it touches. */
export interface Change {
  /** Grows with every commit. */
  readonly seq: number;
  readonly model: string;
  readonly resourceId: string;
  /** The current revision after the change. */
  readonly revisionId: string;
  readonly op: ChangeOp;
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly requestId: string | null;
  /** What all changes share that were made together; null for one that was made alone. */
  readonly changesetId: string | null;
}
