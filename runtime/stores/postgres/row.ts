import { Facts } from "../../core/facts.js";
import type { Change, ResourceMeta, RevisionInfo } from "../../core/resource.js";
import type { Referrer, StoredMeta, StoredRevision } from "../meta-store.js";

/** A row as the driver gives it: the statement says what is in it. */
export type Row = readonly unknown[];

/** A resource's meta, packed as its JSON text, and what is asked of it most. */
type MetaRow = readonly [meta: string, etag: string, isDeleted: boolean, updatedTime: string];

/** A revision next to its resource, then the data where it was asked for. */
type RevisionRow = readonly [...MetaRow, info: string, payloadUid: string, data?: string | null];

type ReferrerRow = readonly [resourceId: string, path: string, onDelete: Referrer["onDelete"], n: string | null];

type ChangeRow = readonly [
  seq: string,
  model: string,
  resourceId: string,
  revisionId: string,
  op: Change["op"],
  at: string,
  by: string,
  reason: string | null,
  requestId: string | null,
  changesetId: string | null,
];

export function toStoredMeta(row: Row): StoredMeta {
  const [meta, etag, isDeleted, updatedTime] = row as MetaRow;
  return { meta: Facts.parse<ResourceMeta>(meta), etag, isDeleted, updatedTime };
}

export function toStoredRevision(row: Row): StoredRevision {
  const [meta, etag, isDeleted, updatedTime, info, payloadUid, data] = row as RevisionRow;
  return {
    meta: Facts.parse<ResourceMeta>(meta),
    etag,
    isDeleted,
    updatedTime,
    revision: Facts.parse<RevisionInfo>(info),
    payloadUid,
    data: data ?? undefined,
  };
}

export function toRevisionInfo(row: Row): Facts<RevisionInfo> {
  return Facts.parse<RevisionInfo>(toText(row));
}

/** A bigint comes as text: it may be too large for a number, which these never are. */
export function toReferrer(row: Row): Referrer {
  const [resourceId, path, onDelete, n] = row as ReferrerRow;
  return { resourceId, path, onDelete, n: n === null ? null : Number(n) };
}

export function toChange(row: Row): Change {
  const [seq, model, resourceId, revisionId, op, at, by, reason, requestId, changesetId] = row as ChangeRow;
  return { seq: Number(seq), model, resourceId, revisionId, op, at, by, reason, requestId, changesetId };
}

/** The one column of a row. */
export function toText([text]: Row): string {
  return text as string;
}
