import type { ResourceMeta, RevisionInfo, RevisionStatus } from "../core/resource.js";
import type { CommitOptions, CommitOutcome, OnDelete, PurgeWrite, Reference } from "../stores/meta-store.js";
import type { PlainStateWrite, PlainStore, PlainWrite } from "./plain-store.js";
import type { ModelIndex } from "../stores/model-index.js";
import { sampleIndex, specimenIndex, taskIndex } from "./conformance-models.js";

type IndexedData = ResourceMeta["indexedData"];

/** A write that the next one to the same resource can be made from. */
export interface ScriptedWrite extends PlainStateWrite {
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
  readonly changesetId?: string | null;
  readonly status?: RevisionStatus;
  readonly schemaVersion?: string;
  /** From then on; a delete has none unless it says otherwise. */
  readonly references?: readonly Reference[];
  /** The blobs in new data. */
  readonly fileIds?: readonly string[];
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

/** A new task called `name`, whose state is that of a job which waits. */
export function task(name: string, details: WriteDetails = {}): ScriptedWrite {
  return createWrite(taskIndex, name, { state: "pending" }, details);
}

/** A write that appends a revision to what `before` left. A delete and a restore keep its data. */
export function next(before: ScriptedWrite, op: "update" | "delete" | "restore", indexed: IndexedData = {}, details: WriteDetails = {}): ScriptedWrite {
  const { index, meta } = before;
  const n = meta.totalRevisionCount + 1;
  const info = revisionInfo(meta.resourceId, n, op, { parent: meta.currentRevisionId, ...details });
  const isNew = op === "update";
  const payloadUid = isNew ? info.uid : before.payloadUid;
  return {
    kind: "append",
    index,
    expected: expectedState(before),
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
    revision: { info, payloadUid, data: isNew ? dataOf(payloadUid) : null, fileIds: isNew ? (details.fileIds ?? []) : [] },
    references: details.references ?? (op === "delete" ? [] : undefined),
    change: toChange(index, info, details),
    payloadUid,
  };
}

/** A write that puts other data in the place of the current revision's; `uid` is that of the data. */
export function modify(before: ScriptedWrite, indexed: IndexedData = {}, details: WriteDetails = {}): ScriptedWrite {
  const payloadUid = details.uid ?? nextTag(before);
  const write = inPlace(before, payloadUid, payloadUid, details);
  const indexedData = { ...write.meta.indexedData, ...indexed };
  return { ...write, meta: { ...write.meta, indexedData } };
}

/** A write that changes nothing but the status of the current revision. */
export function publish(before: ScriptedWrite, details: WriteDetails = {}): ScriptedWrite {
  return inPlace(before, details.uid ?? nextTag(before), before.payloadUid, { ...details, status: "stable" });
}

function inPlace(before: ScriptedWrite, etag: string, payloadUid: string, details: WriteDetails): ScriptedWrite {
  const { index, meta, revision } = before;
  if (revision === null) throw new Error("The test must go on from a write that has a revision.");
  const at = time(details.at ?? 0);
  const by = details.by ?? "ann";
  const status = details.status ?? revision.info.status;
  const info = { ...revision.info, status, dataHash: `sha256:${payloadUid}`, reason: details.reason ?? null, updatedTime: at, updatedBy: by };
  const isNew = payloadUid !== before.payloadUid;
  return {
    kind: "modify",
    index,
    expected: expectedState(before),
    meta: { ...meta, updatedTime: at, updatedBy: by },
    etag,
    revision: { info, payloadUid, data: isNew ? dataOf(payloadUid) : null, fileIds: isNew ? (details.fileIds ?? []) : [] },
    references: details.references,
    change: { ...toChange(index, info, details), op: "modify", changesetId: details.changesetId ?? null },
    payloadUid,
  };
}

/** `<uid>.<k>` after the k-th time. */
function nextTag({ etag }: ScriptedWrite): string {
  const [uid = "", k = "0"] = etag.split(".");
  return `${uid}.${Number(k) + 1}`;
}

/** Removes the resource that `before` left. */
export function purge(before: ScriptedWrite, details: WriteDetails = {}): PurgeWrite {
  const { index, meta } = before;
  const { by = "ann", reason = null, requestId = null, changesetId = null } = details;
  const { resourceId, currentRevisionId: revisionId } = meta;
  const change = { model: index.model, resourceId, revisionId, op: "purge", at: time(details.at ?? 0), by, reason, requestId, changesetId } as const;
  return { kind: "purge", index, expected: expectedState(before), resourceId, change };
}

/** A reference to the resource that `target` makes, or to a revision of it. */
export function refersTo({ index, meta }: ScriptedWrite, path = "owner", onDelete: OnDelete = "restrict", n: number | null = null): Reference {
  return { path, target: { index, resourceId: meta.resourceId, n }, onDelete };
}

function expectedState({ etag, meta }: ScriptedWrite): { etag: string; totalRevisionCount: number } {
  return { etag, totalRevisionCount: meta.totalRevisionCount };
}

/** A write that points the resource, in the state that `before` left, at the revision that `target` made. */
export function switchTo(before: ScriptedWrite, target: ScriptedWrite, details: WriteDetails = {}): ScriptedWrite {
  const { index, meta } = before;
  const at = time(details.at ?? 0);
  const by = details.by ?? "ann";
  const { currentRevisionId, schemaVersion, indexedData } = target.meta;
  const { changesetId = null } = details;
  return {
    kind: "switch",
    index,
    expected: expectedState(before),
    meta: { ...meta, currentRevisionId, schemaVersion, indexedData, updatedTime: at, updatedBy: by },
    etag: target.etag,
    revision: null,
    references: details.references,
    change: { model: index.model, resourceId: meta.resourceId, revisionId: currentRevisionId, op: "switch", at, by, reason: null, requestId: null, changesetId },
    payloadUid: target.payloadUid,
  };
}

/** Commits the writes as one unit, with their payloads where the store keeps them. */
export function commit(store: PlainStore, ...unit: readonly PlainWrite[]): Promise<CommitOutcome> {
  return commitWith(store, {}, ...unit);
}

export function commitWith(store: PlainStore, options: CommitOptions, ...unit: readonly PlainWrite[]): Promise<CommitOutcome> {
  return store.commit(store.keepsPayloads ? unit : unit.map(withoutData), options);
}

/** Commits each write as a unit of its own, one after the other; throws when one of them is refused. */
export async function commitAll(store: PlainStore, writes: Iterable<PlainWrite>): Promise<void> {
  for (const write of writes) {
    const outcome = await commit(store, write);
    if (outcome.kind !== "committed") throw new Error(`${write.change.resourceId}: ${JSON.stringify(outcome)}`);
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
  const { references, fileIds = [] } = details;
  const revision = { info, payloadUid: info.uid, data: dataOf(info.uid), fileIds };
  const change = toChange(index, info, details);
  return { kind: "append", index, expected: null, meta, etag: info.uid, revision, references, change, payloadUid: info.uid };
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
    changesetId: details.changesetId ?? null,
    createdTime: at,
    createdBy: by,
    updatedTime: at,
    updatedBy: by,
  };
}

function toChange(index: ModelIndex, info: RevisionInfo, { requestId = null }: WriteDetails): PlainWrite["change"] {
  const { resourceId, revisionId, op, updatedTime: at, updatedBy: by, reason, changesetId } = info;
  return { model: index.model, resourceId, revisionId, op, at, by, reason, requestId, changesetId };
}

function withoutData(write: PlainWrite): PlainWrite {
  return write.kind === "purge" || write.revision === null ? write : { ...write, revision: { ...write.revision, data: null } };
}
