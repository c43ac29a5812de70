import { Facts } from "../../core/facts.js";
import type { Change, ResourceMeta } from "../../core/resource.js";
import { compareValues } from "../../query/compare.js";
import type { DumpedReference, ResourceDump } from "../meta-archive.js";
import type { NewRevision } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import { revisionNumber } from "../revision-number.js";
import { toRevisionInfo, type Row } from "./row.js";
import { metaFacts } from "./write-row.js";

/** One part of a resource, as the statement of a dump gives it. */
type DumpedRow =
  | readonly [resourceId: string, kind: "meta", meta: string, etag: string]
  | readonly [resourceId: string, kind: "revision", info: string, payloadUid: string, data: string | null]
  | readonly [resourceId: string, kind: "reference", path: string, targetId: string, onDelete: DumpedReference["onDelete"], n: string | null]
  | readonly [resourceId: string, kind: "use", payloadUid: string, fileId: string];

/** What was found of one resource. */
interface Parts {
  meta: Pick<ResourceDump, "meta" | "etag"> | undefined;
  readonly revisions: Omit<NewRevision, "fileIds">[];
  readonly references: DumpedReference[];
  /** The blobs of each payload. */
  readonly uses: Map<string, string[]>;
}

/** The resources of a page by their ids, from their parts in any order. */
export function toDumps(rows: readonly Row[]): readonly ResourceDump[] {
  const found = new Map<string, Parts>();
  for (const row of rows) {
    const [resourceId] = row as DumpedRow;
    const parts = found.get(resourceId) ?? { meta: undefined, revisions: [], references: [], uses: new Map<string, string[]>() };
    found.set(resourceId, parts);
    addPart(parts, row as DumpedRow);
  }
  return [...found.values()].flatMap(toDump).sort((a, b) => compareValues(a.meta.resourceId, b.meta.resourceId));
}

function addPart(parts: Parts, row: DumpedRow): void {
  const [, kind] = row;
  if (kind === "meta") parts.meta = { meta: Facts.parse<ResourceMeta>(row[2]).value, etag: row[3] };
  else if (kind === "revision") parts.revisions.push({ info: toRevisionInfo([row[2]]), payloadUid: row[3], data: row[4] });
  else if (kind === "reference") parts.references.push({ path: row[2], targetId: row[3], onDelete: row[4], n: row[5] === null ? null : Number(row[5]) });
  else parts.uses.set(row[2], [...(parts.uses.get(row[2]) ?? []), row[3]]);
}

function toDump({ meta, revisions, references, uses }: Parts): readonly ResourceDump[] {
  if (meta === undefined) return [];
  const seen = new Set<string>();
  const ordered = revisions.sort((a, b) => revisionNumber(a.info.value.revisionId) - revisionNumber(b.info.value.revisionId));
  const whole = ordered.map(({ info, payloadUid, data }): NewRevision => {
    const isFirst = !seen.has(payloadUid);
    seen.add(payloadUid);
    const fileIds = isFirst ? (uses.get(payloadUid) ?? []) : [];
    return { info, payloadUid, data: isFirst ? data : null, fileIds: fileIds.sort(compareValues) };
  });
  return [{ ...meta, revisions: whole, references }];
}

/** A row as the JSON that a statement takes. */
type RowFacts = Readonly<Record<string, unknown>>;

/** The rows that resources are put back with, by the tables they go to. */
export interface RestoredRows {
  readonly meta: readonly RowFacts[];
  readonly revisions: readonly RowFacts[];
  readonly payloads: readonly RowFacts[];
  readonly blobUses: readonly RowFacts[];
  readonly references: readonly RowFacts[];
}

/** @throws Error for a resource without its current revision. */
export function toRows(index: ModelIndex, dumps: readonly ResourceDump[]): RestoredRows {
  const revisions = dumps.flatMap((dump) => dump.revisions.map((revision) => ({ revision, resource_id: dump.meta.resourceId })));
  return {
    meta: dumps.map((dump) => ({ ...metaFacts({ index, ...dump }), ...currentFacts(dump), resource_id: dump.meta.resourceId })),
    revisions: revisions.map(({ resource_id, revision: { info, payloadUid: payload_uid } }) => {
      const { uid, revisionId } = info.value;
      return { resource_id, n: revisionNumber(revisionId), uid, payload_uid, info: info.text };
    }),
    payloads: revisions.flatMap(({ revision: { payloadUid: uid, data } }) => (data === null ? [] : [{ uid, data }])),
    blobUses: revisions.flatMap(({ resource_id, revision: { payloadUid: payload_uid, fileIds } }) => fileIds.map((file_id) => ({ file_id, payload_uid, resource_id }))),
    references: dumps.flatMap(({ meta, references }) => references.map((each) => toReferenceRow(meta.resourceId, each))),
  };
}

export function toChangeRow({ resourceId, revisionId, requestId, changesetId, ...same }: Change): RowFacts {
  return { ...same, resource_id: resourceId, revision_id: revisionId, request_id: requestId, changeset_id: changesetId };
}

function currentFacts({ meta: { resourceId, currentRevisionId }, revisions }: ResourceDump): RowFacts {
  const current = revisions.find(({ info }) => info.value.revisionId === currentRevisionId);
  if (current === undefined) throw new Error(`"${resourceId}" can't be restored without its current revision ${currentRevisionId}.`);
  return { payload_uid: current.payloadUid, revision: current.info.text };
}

function toReferenceRow(source_id: string, { path, targetId, n, onDelete }: DumpedReference): RowFacts {
  return { source_id, path, target_id: targetId, target_n: n, on_delete: onDelete };
}
