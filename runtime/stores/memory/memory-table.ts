import { Facts } from "../../core/facts.js";
import type { IndexedList, IndexedValue, ResourceMeta, RevisionInfo } from "../../core/resource.js";
import { isList, type FieldValues } from "../../query/compare.js";
import { toFieldValues } from "../../query/searchable-fields.js";
import type { ResourceDump } from "../meta-archive.js";
import type { CommitOutcome, ExpectedState, MetaWrite, NewRevision, StateWrite } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import { revisionNumber } from "../revision-number.js";

/** One resource as it is now. Frozen: a write puts another in its place. */
export interface Row {
  readonly meta: Facts<ResourceMeta>;
  readonly etag: string;
  readonly isDeleted: boolean;
  /** Indexed and meta fields together: what searches look at. */
  readonly values: FieldValues;
}

export interface KeptRevision {
  readonly info: Facts<RevisionInfo>;
  readonly payloadUid: string;
}

export interface AppliedWrite {
  /** The payloads that no revision of the resource has any more, by their uids. */
  readonly dropped: readonly string[];
  undo(): void;
}

/** Why a write can't be applied, without the number that it has in its unit. */
type Refusal =
  | { readonly kind: "conflict" | "duplicate" }
  | { readonly kind: "unique"; readonly fields: readonly string[] };

/** The resources of one model. Every write can be undone, so that a unit of them is all or nothing. */
export class MemoryTable {
  readonly #rows = new Map<string, Row>();
  readonly #revisions = new Map<string, readonly KeptRevision[]>();
  /** Which resource holds a set of unique values. */
  readonly #owners = new Map<string, string>();

  get rows(): Iterable<Row> {
    return this.#rows.values();
  }

  row(resourceId: string): Row | undefined {
    return this.#rows.get(resourceId);
  }

  /** All revisions of a resource, the first one first. */
  revisions(resourceId: string): readonly KeptRevision[] {
    return this.#revisions.get(resourceId) ?? [];
  }

  /** Why the write can't be applied to the present state; undefined when it can. */
  refusal(write: MetaWrite): Refusal | undefined {
    const { resourceId } = write.change;
    const row = this.#rows.get(resourceId);
    if (write.expected === null && row !== undefined) return { kind: "duplicate" };
    if (write.expected !== null && !isInState(row, write.expected)) return { kind: "conflict" };
    if (write.kind === "purge") return undefined;
    const fields = this.takenFields(write.index, write.meta);
    return fields && { kind: "unique", fields };
  }

  /** The first set of unique fields whose values another resource has. */
  takenFields(index: ModelIndex, meta: ResourceMeta): readonly string[] | undefined {
    const { resourceId } = meta;
    return uniqueKeys(index, meta).find(({ key }) => (this.#owners.get(key) ?? resourceId) !== resourceId)?.fields;
  }

  /** Applies a write that nothing speaks against. */
  apply(write: MetaWrite): AppliedWrite {
    const { index, change } = write;
    const before = this.revisions(change.resourceId);
    const after = write.kind === "purge" ? [] : revisionsAfter(before, write);
    const row = write.kind === "purge" ? undefined : toRow(index, write.meta, write.etag);
    const undo = this.#put(index, change.resourceId, row, after);
    return { undo, dropped: write.kind === "append" ? [] : droppedPayloads(before, after) };
  }

  /** Puts a resource in the place of what there is of it; returns what takes it back. */
  restore(index: ModelIndex, { meta, etag, revisions }: Pick<ResourceDump, "meta" | "etag" | "revisions">): () => void {
    return this.#put(index, meta.resourceId, toRow(index, meta, etag), revisions.map(toKept));
  }

  /** Puts another value in an indexed field of a resource that is there, and nothing else. */
  setIndexed(index: ModelIndex, resourceId: string, path: string, value: IndexedValue): void {
    const row = this.#rows.get(resourceId);
    if (row === undefined || !index.fields.some((field) => field.path === path)) return;
    const meta = { ...row.meta.value, indexedData: { ...row.meta.value.indexedData, [path]: value } };
    this.#replace(index, row, toRow(index, meta, row.etag));
  }

  /** Removes a resource that may be there; returns what takes it back. */
  drop(index: ModelIndex, resourceId: string): () => void {
    return this.#put(index, resourceId, undefined, []);
  }

  #put(index: ModelIndex, resourceId: string, row: Row | undefined, revisions: readonly KeptRevision[]): () => void {
    const [rowBefore, revisionsBefore] = [this.#rows.get(resourceId), this.revisions(resourceId)];
    this.#replace(index, rowBefore, row);
    this.#revisions.set(resourceId, revisions);
    return () => {
      this.#replace(index, this.#rows.get(resourceId), rowBefore);
      this.#revisions.set(resourceId, revisionsBefore);
    };
  }

  #replace(index: ModelIndex, before: Row | undefined, after: Row | undefined): void {
    if (before !== undefined) {
      this.#rows.delete(before.meta.value.resourceId);
      for (const { key } of uniqueKeys(index, before.meta.value)) this.#owners.delete(key);
    }
    if (after !== undefined) {
      this.#rows.set(after.meta.value.resourceId, after);
      for (const { key } of uniqueKeys(index, after.meta.value)) this.#owners.set(key, after.meta.value.resourceId);
    }
  }
}

/** The outcome that a refused write makes of its unit. */
export function toOutcome(refusal: Refusal, write: number): CommitOutcome {
  return { ...refusal, write };
}

export function isInState(row: Row | undefined, expected: ExpectedState): boolean {
  return row?.etag === expected.etag && row.meta.value.totalRevisionCount === expected.totalRevisionCount;
}

function revisionsAfter(before: readonly KeptRevision[], { kind, revision }: StateWrite): readonly KeptRevision[] {
  if (revision === null) return before;
  const { uid, revisionId } = revision.info.value;
  const at = revisionNumber(revisionId) - 1;
  const isInPlace = kind === "modify" ? before[at]?.info.value.uid === uid : at === before.length;
  if (!isInPlace) throw new Error(`Revision ${revisionId} can't follow revision ${before.length}, or take its place.`);
  return before.toSpliced(at, 1, toKept(revision));
}

function toKept({ info, payloadUid }: NewRevision): KeptRevision {
  return Object.freeze({ info: Facts.of(Object.freeze({ ...info.value })), payloadUid });
}

function droppedPayloads(before: readonly KeptRevision[], after: readonly KeptRevision[]): readonly string[] {
  const kept = new Set(after.map(({ payloadUid }) => payloadUid));
  return [...new Set(before.map(({ payloadUid }) => payloadUid))].filter((uid) => !kept.has(uid));
}

function toRow(index: ModelIndex, meta: ResourceMeta, etag: string): Row {
  const indexed = index.fields.map(({ path }) => [path, copyOf(meta.indexedData[path] ?? null)] as const);
  const indexedData = Object.freeze(Object.fromEntries(indexed));
  const kept = Object.freeze({ ...meta, indexedData });
  return Object.freeze({ meta: Facts.of(kept), etag, isDeleted: meta.isDeleted, values: Object.freeze(toFieldValues(kept)) });
}

function copyOf(value: IndexedValue | IndexedList): IndexedValue | IndexedList {
  return isList(value) ? Object.freeze([...value]) : value;
}

/** One key per set of unique fields that the resource claims: none when it is deleted or one of the values is null. */
function uniqueKeys(index: ModelIndex, meta: ResourceMeta): { key: string; fields: readonly string[] }[] {
  if (meta.isDeleted) return [];
  return index.unique.flatMap((fields, set) => {
    const values = fields.map((path) => meta.indexedData[path] ?? null);
    return values.includes(null) ? [] : [{ key: JSON.stringify([set, ...values]), fields }];
  });
}
