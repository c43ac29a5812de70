import type { ResourceMeta, RevisionInfo, RevisionStatus } from "../core/resource.js";
import type { CommitOutcome } from "../stores/meta-store.js";
import type { PlainStore, PlainWrite } from "./plain-store.js";
import type { ModelIndex } from "../stores/model-index.js";
import { sampleIndex, specimenIndex } from "./conformance-models.js";

type IndexedData = ResourceMeta["indexedData"];

/** A write that the next one to the same resource can be made from. */
export interface ScriptedWrite extends PlainWrite {
  /** Where the data of the revision is that is current after this write. */
  readonly payloadUid: string;
}

export interface WriteDetails {
  /** Of the revision; made from its id when it isn't given. */
  readonly uid?: string;
  /** Seconds after the start of 2026. */
  readonly at?: number;
  readonly by?: string;
  readonly reason?: string | null;
  readonly requestId?: string | null;
  readonly status?: RevisionStatus;
  readonly schemaVersion?: string;
}

/** An instant of the suite's time, as text. */
export function time(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
}

/** A new specimen called `name`. Fields that are not given are null. */
export function specimen(name: string, indexed: IndexedData = {}, details: WriteDetails = {}): ScriptedWrite {
  return createWrite(specimenIndex, name, { name, ...indexed }, details);
}

/** A new sample called `name`. */
export function sample(name: string, details: WriteDetails = {}): ScriptedWrite {
  return createWrite(sampleIndex, name, { label: name }, details);
}

/** A write that appends a revision to what `before` left. A delete and a restore keep its data. */
export function next(before: ScriptedWrite, op: "update" | "delete" | "restore", indexed: IndexedData = {}, details: WriteDetails = {}): ScriptedWrite {
  const { index, meta } = before;
  const n = meta.totalRevisionCount + 1;
  const info = revisionInfo(meta.resourceId, n, op, { parent: meta.currentRevisionId, ...details });
  const isNew = op === "update";
  const payloadUid = isNew ? info.uid : before.payloadUid;
  return {
    index,
    expected: { etag: before.etag, totalRevisionCount: meta.totalRevisionCount },
    meta: {
      ...meta,
      currentRevisionId: info.revisionId,
      schemaVersion: info.schemaVersion,
      totalRevisionCount: n,
      updatedTime: info.updatedTime,
      updatedBy: info.updatedBy,
      isDeleted: op === "delete",
      indexedData: { ...meta.indexedData, ...indexed },
    },
    etag: info.uid,
    revision: { info, payloadUid, data: isNew ? dataOf(payloadUid) : null },
    change: toChange(index, info, details),
    payloadUid,
  };
}

/** A write that points the resource, in the state that `before` left, at the revision that `target` made. */
export function switchTo(before: ScriptedWrite, target: ScriptedWrite, details: WriteDetails = {}): ScriptedWrite {
  const { index, meta } = before;
  const at = time(details.at ?? 0);
  const by = details.by ?? "ann";
  const { currentRevisionId, schemaVersion, indexedData } = target.meta;
  return {
    index,
    expected: { etag: before.etag, totalRevisionCount: meta.totalRevisionCount },
    meta: { ...meta, currentRevisionId, schemaVersion, indexedData, updatedTime: at, updatedBy: by },
    etag: target.etag,
    revision: null,
    change: { model: index.model, resourceId: meta.resourceId, revisionId: currentRevisionId, op: "switch", at, by, reason: null, requestId: null },
    payloadUid: target.payloadUid,
  };
}

/** Commits the writes as one unit, with their payloads where the store keeps them. */
export function commit(store: PlainStore, ...unit: readonly PlainWrite[]): Promise<CommitOutcome> {
  return store.commit(store.keepsPayloads ? unit : unit.map(withoutData));
}

/** Commits each write as a unit of its own, one after the other; throws when one of them is refused. */
export async function commitAll(store: PlainStore, writes: Iterable<PlainWrite>): Promise<void> {
  for (const write of writes) {
    const outcome = await commit(store, write);
    if (outcome.kind !== "committed") throw new Error(`${write.meta.resourceId}: ${JSON.stringify(outcome)}`);
  }
}

/** The data that the suite keeps under a uid. */
export function dataOf(uid: string): string {
  return JSON.stringify({ uid, text: `It's "100 %" \\ 😀 of ${uid}` });
}

function createWrite(index: ModelIndex, name: string, indexed: IndexedData, details: WriteDetails): ScriptedWrite {
  const info = revisionInfo(`${index.model}:${name}`, 1, "create", { parent: null, ...details });
  const nulls = Object.fromEntries(index.fields.map(({ path }) => [path, null]));
  const meta: ResourceMeta = {
    resourceId: info.resourceId,
    currentRevisionId: info.revisionId,
    schemaVersion: info.schemaVersion,
    totalRevisionCount: 1,
    createdTime: info.createdTime,
    createdBy: info.createdBy,
    updatedTime: info.updatedTime,
    updatedBy: info.updatedBy,
    isDeleted: false,
    indexedData: { ...nulls, ...indexed },
  };
  const revision = { info, payloadUid: info.uid, data: dataOf(info.uid) };
  return { index, expected: null, meta, etag: info.uid, revision, change: toChange(index, info, details), payloadUid: info.uid };
}

function revisionInfo(resourceId: string, n: number, op: RevisionInfo["op"], details: WriteDetails & { parent: string | null }): RevisionInfo {
  const at = time(details.at ?? 0);
  const by = details.by ?? "ann";
  const uid = details.uid ?? `uid-${resourceId}-${n}`;
  return {
    uid,
    resourceId,
    revisionId: `${resourceId}:${n}`,
    parentRevisionId: details.parent,
    op,
    status: details.status ?? "stable",
    schemaVersion: details.schemaVersion ?? "v1",
    dataHash: `sha256:${uid}`,
    reason: details.reason ?? null,
    createdTime: at,
    createdBy: by,
    updatedTime: at,
    updatedBy: by,
  };
}

function toChange(index: ModelIndex, info: RevisionInfo, { requestId = null }: WriteDetails): PlainWrite["change"] {
  const { resourceId, revisionId, op, updatedTime: at, updatedBy: by, reason } = info;
  return { model: index.model, resourceId, revisionId, op, at, by, reason, requestId };
}

function withoutData(write: PlainWrite): PlainWrite {
  return write.revision === null ? write : { ...write, revision: { ...write.revision, data: null } };
}
