import { randomUUID } from "node:crypto";
import type { NewRevision, StateWrite, StoredMeta, StoredRevision } from "../stores/meta-store.js";
import type { OperationContext, PreparedData } from "./context.js";
import { etagWhenCurrent } from "./etag.js";
import { Facts } from "./facts.js";
import { newUid, toRevisionId } from "./ids.js";
import type { IndexedData } from "./indexed-data.js";
import { toJobWrite, type JobChange } from "./jobs/job-write.js";
import { changeOf, type Stamp } from "./stamp.js";
import type { ResourceMeta, RevisionInfo, RevisionOp, RevisionStatus } from "./resource.js";
import type { PlannedWrite } from "./unit.js";

/** A write to a resource that is there afterwards. */
export interface PlannedState extends PlannedWrite {
  readonly write: StateWrite;
  readonly after: StoredRevision;
}

/** What is new in a revision to come. */
export interface NextRevision {
  readonly resourceId: string;
  readonly op: RevisionOp;
  readonly status: RevisionStatus;
  readonly schemaVersion: string;
  readonly dataHash: string;
  readonly payload: NextPayload;
  readonly indexedData: IndexedData;
  readonly references: StateWrite["references"];
  readonly job: JobChange;
}

/** New data, or the uid under which the data is kept already. */
export type NextPayload = Pick<PreparedData, "text" | "fileIds"> | { readonly sameAs: string };

/**
 * The state after a revision was appended.
 *
 * @param current the state before; null when the resource is new.
 */
export function appendRevision(context: OperationContext, current: StoredMeta | null, next: NextRevision, stamp: Stamp): PlannedState {
  const before = current?.meta.value;
  const n = (before?.totalRevisionCount ?? 0) + 1;
  const info = createInfo(next, n, before, stamp);
  const meta = createMeta(info, n, next.indexedData, before);
  const revision = toNewRevision(info, info.uid, next.payload);
  const write = { kind: "append", index: context.index, expected: expectedState(current), meta, etag: info.uid, revision } as const;
  return plan({ ...write, references: next.references, job: toJobWrite(context, meta, next.job), change: changeOf(context.model, meta, next.op, stamp) }, revision);
}

/** What becomes of a draft that is modified. */
export interface ModifiedRevision {
  readonly status: RevisionStatus;
  readonly schemaVersion: string;
  readonly dataHash: string;
  readonly payload: Pick<PreparedData, "text" | "fileIds">;
  readonly indexedData: IndexedData;
  readonly references: StateWrite["references"];
  readonly job: JobChange;
}

/** The state after the current revision got other data, or another status, in its place. */
export function modifyRevision(context: OperationContext, current: StoredRevision, next: ModifiedRevision, stamp: Stamp): PlannedState {
  const { status, schemaVersion, dataHash, payload, indexedData, references } = next;
  const { at: updatedTime, by: updatedBy, changesetId } = stamp;
  const before = current.revision.value;
  const reason = stamp.reason ?? before.reason;
  const info: RevisionInfo = { ...before, status, schemaVersion, dataHash, reason, changesetId, updatedTime, updatedBy };
  const meta: ResourceMeta = { ...current.meta.value, schemaVersion, updatedTime, updatedBy, indexedData };
  const etag = nextEtag(before.uid, current.etag);
  const revision = toNewRevision(info, toPayloadUid(context, etag), payload);
  const write = { kind: "modify", index: context.index, expected: expectedState(current), meta, etag, revision, references } as const;
  return plan({ ...write, job: toJobWrite(context, meta, next.job), change: changeOf(context.model, meta, "modify", stamp) }, revision);
}

/** The state after the pointer of a resource was moved to one of its revisions. */
export function pointAt(context: OperationContext, current: StoredMeta, target: PointerTarget, stamp: Stamp): PlannedState {
  const { revision, payloadUid, indexedData, references } = target;
  const { revisionId, schemaVersion } = revision.value;
  const times = { updatedTime: stamp.at, updatedBy: stamp.by };
  const meta: ResourceMeta = { ...current.meta.value, currentRevisionId: revisionId, schemaVersion, ...times, indexedData };
  const etag = etagWhenCurrent(target);
  const change = changeOf(context.model, meta, "switch", stamp);
  const job = toJobWrite(context, meta, target.job);
  const write = { kind: "switch", index: context.index, expected: expectedState(current), meta, etag, revision: null, references, job, change } as const;
  return { write, after: { meta: Facts.of(meta), etag, isDeleted: false, updatedTime: meta.updatedTime, revision, payloadUid, data: undefined } };
}

export interface PointerTarget extends Pick<StoredRevision, "revision" | "payloadUid"> {
  readonly indexedData: IndexedData;
  readonly references: StateWrite["references"];
  readonly job: JobChange;
}

/** Where payloads are kept apart, two that modify one draft at once both put their data before one of them wins. */
function toPayloadUid({ meta }: OperationContext, etag: string): string {
  return meta.keepsPayloads ? etag : `${etag}.${randomUUID().slice(-12)}`;
}

/** `<uid>`, `<uid>.1`, `<uid>.2`, … */
function nextEtag(uid: string, etag: string): string {
  return `${uid}.${Number(etag.slice(uid.length + 1)) + 1}`;
}

function plan(write: StateWrite, { info, payloadUid, data }: NewRevision): PlannedState {
  const { isDeleted, updatedTime } = write.meta;
  const after = { meta: Facts.of(write.meta), etag: write.etag, isDeleted, updatedTime, revision: info, payloadUid };
  return { write, after: { ...after, data: data ?? undefined } };
}

function toNewRevision(info: RevisionInfo, uid: string, payload: NextPayload): NewRevision {
  if ("sameAs" in payload) return { info: Facts.of(info), payloadUid: payload.sameAs, data: null, fileIds: [] };
  return { info: Facts.of(info), payloadUid: uid, data: payload.text, fileIds: payload.fileIds };
}

function createInfo(next: NextRevision, n: number, before: ResourceMeta | undefined, stamp: Stamp): RevisionInfo {
  return {
    uid: newUid(),
    resourceId: next.resourceId,
    revisionId: toRevisionId(next.resourceId, n),
    parentRevisionId: before?.currentRevisionId ?? null,
    op: next.op,
    status: next.status,
    schemaVersion: next.schemaVersion,
    dataHash: next.dataHash,
    reason: stamp.reason,
    changesetId: stamp.changesetId,
    createdTime: stamp.at,
    createdBy: stamp.by,
    updatedTime: stamp.at,
    updatedBy: stamp.by,
  };
}

function createMeta(info: RevisionInfo, n: number, indexedData: IndexedData, before: ResourceMeta | undefined): ResourceMeta {
  return {
    resourceId: info.resourceId,
    currentRevisionId: info.revisionId,
    schemaVersion: info.schemaVersion,
    totalRevisionCount: n,
    createdTime: before?.createdTime ?? info.createdTime,
    createdBy: before?.createdBy ?? info.createdBy,
    updatedTime: info.updatedTime,
    updatedBy: info.updatedBy,
    isDeleted: info.op === "delete",
    indexedData,
  };
}

/** The state that a write is decided on. */
export function expectedState(current: StoredMeta): { etag: string; totalRevisionCount: number };
export function expectedState(current: StoredMeta | null): StateWrite["expected"];
export function expectedState(current: StoredMeta | null): StateWrite["expected"] {
  return current && { etag: current.etag, totalRevisionCount: current.meta.value.totalRevisionCount };
}
