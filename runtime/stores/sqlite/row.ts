import { Facts } from "../../core/facts.js";
import type { ResourceMeta, RevisionInfo } from "../../core/resource.js";
import type { StoredMeta, StoredRevision } from "../meta-store.js";

/** A resource's meta, packed as its JSON text, and what is asked of it most. */
export type MetaRow = readonly [meta: string, etag: string, isDeleted: 0 | 1, updatedTime: string];

/** A revision next to its resource, then the data where it was asked for. */
export type RevisionRow = readonly [...MetaRow, info: string, payloadUid: string, data?: string | null];

export function toStoredMeta([meta, etag, isDeleted, updatedTime]: MetaRow): StoredMeta {
  return { meta: Facts.parse<ResourceMeta>(meta), etag, isDeleted: isDeleted === 1, updatedTime };
}

export function toStoredRevision([meta, etag, isDeleted, updatedTime, info, payloadUid, data]: RevisionRow): StoredRevision {
  return {
    meta: Facts.parse<ResourceMeta>(meta),
    etag,
    isDeleted: isDeleted === 1,
    updatedTime,
    revision: toRevisionInfo(info),
    payloadUid,
    data: data ?? undefined,
  };
}

export function toRevisionInfo(info: string): Facts<RevisionInfo> {
  return Facts.parse<RevisionInfo>(info);
}
