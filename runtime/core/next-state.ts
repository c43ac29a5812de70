import type { MetaWrite, StoredMeta, StoredRevision } from "../stores/meta-store.js";
import type { Envelope } from "../stores/revision-store.js";
import type { OperationContext } from "./context.js";
import { Facts } from "./facts.js";
import { newUid, toRevisionId } from "./ids.js";
import type { IndexedData } from "./indexed-data.js";
import type { WriteOptions } from "./options.js";
import type { Change, ChangeOp, ResourceMeta, RevisionInfo, RevisionOp, RevisionStatus } from "./resource.js";

/** What a write did: the revision that is current now. */
export interface RevisionResult {
  readonly revision: Facts<RevisionInfo>;
  /** Without quotes. */
  readonly etag: string;
}

/** Who writes, when and why. */
export interface Stamp {
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly requestId: string | null;
}

/** What is new in a revision to come. */
export interface NextRevision {
  readonly resourceId: string;
  readonly op: RevisionOp;
  readonly status: RevisionStatus;
  readonly schemaVersion: string;
  readonly dataHash: string;
  readonly payload: Envelope["payload"];
  readonly indexedData: IndexedData;
}

/** The write that appends a revision, and what the caller is told of it. */
export interface Appended {
  readonly write: MetaWrite;
  readonly result: RevisionResult;
}

/** Stamps a write with the present time. */
export function createStamp(context: OperationContext, options: WriteOptions): Stamp {
  const { actor = "anonymous", reason = null, requestId = null } = options;
  return { at: context.now(), by: actor, reason, requestId };
}

/**
 * The state after a revision was appended.
 *
 * @param current the state before; null when the resource is new.
 */
export function appendRevision(
  context: OperationContext,
  current: StoredMeta | null,
  next: NextRevision,
  stamp: Stamp,
): Appended {
  const { payload, indexedData, ...facts } = next;
  const before = current?.meta.value;
  const n = (before?.totalRevisionCount ?? 0) + 1;
  const info = createInfo(facts, n, before, stamp);
  const meta = createMeta(info, n, indexedData, before);
  const [payloadUid, data] = "data" in payload ? [info.uid, payload.data] : [payload.sameAs, null];
  const change = createChange(context, meta, next.op, stamp);
  const revision = Facts.of(info);
  const appended = { info: revision, payloadUid, data };
  const write = { index: context.index, expected: expectedState(current), meta, etag: info.uid, revision: appended, change };
  return { write, result: { revision, etag: info.uid } };
}

/** The state after a revision was appended that repeats the current data: it shares the payload, and marks or unmarks. */
export function appendRepeat(context: OperationContext, current: StoredRevision, op: "delete" | "restore", stamp: Stamp): Appended {
  const { meta, revision, payloadUid } = current;
  const { resourceId, status, schemaVersion, dataHash } = revision.value;
  const next = { resourceId, op, status, schemaVersion, dataHash, payload: { sameAs: payloadUid }, indexedData: meta.value.indexedData };
  return appendRevision(context, current, next, stamp);
}

/** The write that moves the pointer of a resource to one of its revisions. */
export function pointAt(context: OperationContext, current: StoredMeta, target: PointerTarget, stamp: Stamp): MetaWrite {
  const { revision, indexedData } = target;
  const meta: ResourceMeta = {
    ...current.meta.value,
    currentRevisionId: revision.revisionId,
    schemaVersion: revision.schemaVersion,
    updatedTime: stamp.at,
    updatedBy: stamp.by,
    indexedData,
  };
  const change = createChange(context, meta, "switch", stamp);
  return { index: context.index, expected: expectedState(current), meta, etag: revision.uid, revision: null, change };
}

export interface PointerTarget {
  readonly revision: RevisionInfo;
  readonly indexedData: IndexedData;
}

type RevisionFacts = Omit<NextRevision, "payload" | "indexedData">;

function createInfo(facts: RevisionFacts, n: number, before: ResourceMeta | undefined, stamp: Stamp): RevisionInfo {
  return {
    uid: newUid(),
    resourceId: facts.resourceId,
    revisionId: toRevisionId(facts.resourceId, n),
    parentRevisionId: before?.currentRevisionId ?? null,
    op: facts.op,
    status: facts.status,
    schemaVersion: facts.schemaVersion,
    dataHash: facts.dataHash,
    reason: stamp.reason,
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

function createChange(context: OperationContext, meta: ResourceMeta, op: ChangeOp, stamp: Stamp): Omit<Change, "seq"> {
  const { resourceId, currentRevisionId: revisionId } = meta;
  return { model: context.model, resourceId, revisionId, op, ...stamp };
}

function expectedState(current: StoredMeta | null): MetaWrite["expected"] {
  return current && { etag: current.etag, totalRevisionCount: current.meta.value.totalRevisionCount };
}
