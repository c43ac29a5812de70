import type { IndexedList, IndexedValue, ResourceMeta } from "../../core/resource.js";
import { sqlite } from "../../query/dialects/sqlite.js";
import { metaHead } from "../meta-head.js";
import type { MetaWrite, NewRevision, StateWrite } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import { revisionNumber } from "../revision-number.js";
import { codeOf } from "./busy.js";
import type { ModelStatements, UniqueSearch } from "./statements.js";

/** Why a write was refused; the number of the write is its unit's business. */
export type Refusal =
  | { readonly kind: "conflict" | "duplicate" }
  | { readonly kind: "unique"; readonly fields: readonly string[] };

/** Writes the meta row, unless the write is refused: then nothing is written. */
export function writeMeta(model: ModelStatements, write: StateWrite): Refusal | undefined {
  try {
    return putMeta(model, write) ? undefined : { kind: "conflict" };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    if (write.expected === null && model.readState.get(write.meta.resourceId) !== undefined) return { kind: "duplicate" };
    const fields = takenFields(model, write);
    if (fields === undefined) throw error;
    return { kind: "unique", fields };
  }
}

/** Why a write would be refused, told by reading alone. */
export function findRefusal(model: ModelStatements, write: MetaWrite): Refusal | undefined {
  const [etag, totalRevisionCount] = model.readState.get(write.change.resourceId) ?? [];
  const { expected } = write;
  if (expected === null && etag !== undefined) return { kind: "duplicate" };
  if (expected !== null && (etag !== expected.etag || totalRevisionCount !== expected.totalRevisionCount)) return { kind: "conflict" };
  const fields = write.kind === "purge" || write.meta.isDeleted ? undefined : takenFields(model, write);
  return fields && { kind: "unique", fields };
}

/** Returns whether the resource was in the expected state. */
function putMeta(model: ModelStatements, { index, expected, meta, etag, revision }: StateWrite): boolean {
  const changing = changingParameters(index, meta, etag);
  if (expected === null) return model.insertMeta.run(meta.resourceId, meta.createdTime, meta.createdBy, ...current(revision), ...changing).changes > 0;
  const state = [meta.resourceId, expected.etag, expected.totalRevisionCount];
  if (revision !== null) return model.updateMeta.run(...current(revision), ...changing, ...state).changes > 0;
  return model.switchMeta.run(revisionNumber(meta.currentRevisionId), ...changing, ...state).changes > 0;
}

function current(revision: NewRevision | null): readonly [payloadUid: string, info: string] {
  if (revision === null) throw new Error("A new resource needs a revision.");
  return [revision.payloadUid, revision.info.text];
}

// https://sqlite.org/rescode.html#constraint_unique
function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === "SQLITE_CONSTRAINT_UNIQUE" || codeOf(error) === "SQLITE_CONSTRAINT_PRIMARYKEY";
}

/** The first set of unique fields whose values another resource has. SQLite's error names any one of them. */
function takenFields(model: ModelStatements, { meta }: StateWrite): readonly string[] | undefined {
  const isTaken = ({ fields, statement }: UniqueSearch) => {
    const values = fields.map((path) => toParameter(meta.indexedData[path]));
    return statement.get(...values, meta.resourceId) !== undefined;
  };
  return model.findSame.find(isTaken)?.fields;
}

function changingParameters(index: ModelIndex, meta: ResourceMeta, etag: string): IndexedValue[] {
  return [
    revisionNumber(meta.currentRevisionId),
    etag,
    meta.schemaVersion,
    meta.totalRevisionCount,
    meta.updatedTime,
    meta.updatedBy,
    Number(meta.isDeleted),
    metaHead(meta),
    ...indexedParameters(index, meta.indexedData),
  ];
}

function indexedParameters({ fields }: ModelIndex, indexedData: ResourceMeta["indexedData"]): IndexedValue[] {
  return fields.map(({ path }) => toParameter(indexedData[path]));
}

function toParameter(value: IndexedValue | IndexedList | undefined): IndexedValue {
  return sqlite.toParameter(value ?? null);
}
