import type { IndexedValue, ResourceMeta, RevisionInfo, RevisionOp, RevisionStatus } from "../../core/resource.js";
import type { StoredMeta, StoredRevision } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";

/** The facts of a resource, in the order of their columns; those of the model, its indexed fields, come last. */
type MetaFacts = readonly [
  resourceId: string,
  currentRevision: number,
  etag: string,
  schemaVersion: string,
  totalRevisionCount: number,
  createdTime: string,
  createdBy: string,
  updatedTime: string,
  updatedBy: string,
  isDeleted: 0 | 1,
  ...indexed: (string | number | null)[],
];

/** Where the indexed fields begin in it. */
const indexedAt = 10;

type RevisionFacts = readonly [
  resourceId: string,
  n: number,
  uid: string,
  payloadUid: string,
  parent: number | null,
  op: RevisionOp,
  status: RevisionStatus,
  schemaVersion: string,
  dataHash: string,
  reason: string | null,
  createdTime: string,
  createdBy: string,
  updatedTime: string,
  updatedBy: string,
];

/** A revision next to its resource: their facts, packed, then the data where it was asked for. */
export type RevisionRow = readonly [meta: string, revision: string, data?: string | null];

// What `JSON.parse` gives is taken at its word here and nowhere else: our own statements have packed it.

export function toStoredMeta(index: ModelIndex, packed: string): StoredMeta {
  const facts: MetaFacts = JSON.parse(packed);
  return { meta: toMeta(index, facts), etag: facts[2] };
}

export function toStoredRevision(index: ModelIndex, [packedMeta, packedRevision, data]: RevisionRow): StoredRevision {
  const meta: MetaFacts = JSON.parse(packedMeta);
  const revision: RevisionFacts = JSON.parse(packedRevision);
  return { meta: toMeta(index, meta), etag: meta[2], revision: toInfo(revision), payloadUid: revision[3], data: data ?? undefined };
}

export function toRevisionInfo(packed: string): RevisionInfo {
  return toInfo(JSON.parse(packed));
}

function toMeta(index: ModelIndex, facts: MetaFacts): ResourceMeta {
  return {
    resourceId: facts[0],
    currentRevisionId: `${facts[0]}:${facts[1]}`,
    schemaVersion: facts[3],
    totalRevisionCount: facts[4],
    createdTime: facts[5],
    createdBy: facts[6],
    updatedTime: facts[7],
    updatedBy: facts[8],
    isDeleted: facts[9] === 1,
    indexedData: toIndexedData(index, facts),
  };
}

function toIndexedData({ fields }: ModelIndex, facts: MetaFacts): Readonly<Record<string, IndexedValue>> {
  const indexedData: Record<string, IndexedValue> = {};
  let at = indexedAt;
  for (const { path, type } of fields) {
    const value = facts[at++] ?? null;
    indexedData[path] = type === "boolean" && value !== null ? value === 1 : value;
  }
  return indexedData;
}

function toInfo(facts: RevisionFacts): RevisionInfo {
  return {
    uid: facts[2],
    resourceId: facts[0],
    revisionId: `${facts[0]}:${facts[1]}`,
    parentRevisionId: facts[4] === null ? null : `${facts[0]}:${facts[4]}`,
    op: facts[5],
    status: facts[6],
    schemaVersion: facts[7],
    dataHash: facts[8],
    reason: facts[9],
    createdTime: facts[10],
    createdBy: facts[11],
    updatedTime: facts[12],
    updatedBy: facts[13],
  };
}
