import { Facts } from "../../core/facts.js";
import type { IndexedList, IndexedValue, ResourceMeta, RevisionInfo } from "../../core/resource.js";
import { isList, type FieldValues } from "../../query/compare.js";
import { toFieldValues } from "../../query/searchable-fields.js";
import type { CommitOutcome, MetaWrite, NewRevision } from "../meta-store.js";
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

/** Why a write can't be applied, without the number that it has in its unit. */
type Refusal =
  | { readonly kind: "conflict" | "duplicate" }
  | { readonly kind: "unique"; readonly fields: readonly string[] };

/** The resources of one model. Every write can be undone, so that a unit of them is all or nothing. */
export class MemoryTable {
  readonly #rows = new Map<string, Row>();
  readonly #revisions = new Map<string, KeptRevision[]>();
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
    const { resourceId } = write.meta;
    const row = this.#rows.get(resourceId);
    if (write.expected === null && row !== undefined) return { kind: "duplicate" };
    if (write.expected !== null && !isInState(row, write.expected)) return { kind: "conflict" };
    const taken = uniqueKeys(write.index, write.meta).find(({ key }) => (this.#owners.get(key) ?? resourceId) !== resourceId);
    return taken && { kind: "unique", fields: taken.fields };
  }

  /** Applies a write that nothing speaks against, and returns what takes it back. */
  apply(write: MetaWrite): () => void {
    const { index, meta, etag, revision } = write;
    const before = this.#rows.get(meta.resourceId);
    if (revision !== null) this.#append(meta.resourceId, revision);
    this.#replace(index, before, toRow(index, meta, etag));
    return () => {
      this.#replace(index, this.#rows.get(meta.resourceId), before);
      if (revision !== null) this.#revisions.get(meta.resourceId)?.pop();
    };
  }

  #append(resourceId: string, { info, payloadUid }: NewRevision): void {
    const revisions = this.#revisions.get(resourceId) ?? [];
    if (revisionNumber(info.value.revisionId) !== revisions.length + 1) {
      throw new Error(`Revision ${info.value.revisionId} can't follow revision ${revisions.length}.`);
    }
    revisions.push(Object.freeze({ info: Facts.of(Object.freeze({ ...info.value })), payloadUid }));
    this.#revisions.set(resourceId, revisions);
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

function isInState(row: Row | undefined, expected: { etag: string; totalRevisionCount: number }): boolean {
  return row?.etag === expected.etag && row.meta.value.totalRevisionCount === expected.totalRevisionCount;
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
