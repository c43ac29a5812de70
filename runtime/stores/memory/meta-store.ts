import type { Facts } from "../../core/facts.js";
import type { Change, RevisionInfo } from "../../core/resource.js";
import { compareByOrder, type FieldValues } from "../../query/compare.js";
import { matches } from "../../query/matches.js";
import type { Condition, Query } from "../../query/query.js";
import type {
  ChangePage,
  CommitOutcome,
  MetaStore,
  MetaWrite,
  ReadOptions,
  RevisionPage,
  StoredMeta,
  StoredRevision,
} from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import { revisionNumber } from "../revision-number.js";
import { MemoryTable, toOutcome, type KeptRevision, type Row } from "./memory-table.js";
import type { MemoryRevisionStore } from "./revision-store.js";

/** Everything in maps, one commit at a time. What it gives out is frozen, and what it takes in is copied. */
export class MemoryMetaStore implements MetaStore {
  readonly keepsPayloads: boolean;
  readonly #payloads: MemoryRevisionStore | null;
  readonly #tables = new Map<string, MemoryTable>();
  readonly #changes: Change[] = [];
  #closed = false;

  /** @param payloads where to keep payloads with the meta; null when they are kept elsewhere. */
  constructor(payloads: MemoryRevisionStore | null) {
    this.#payloads = payloads;
    this.keepsPayloads = payloads !== null;
  }

  async commit(unit: readonly MetaWrite[]): Promise<CommitOutcome> {
    this.#refuseWhenClosed();
    const undo: (() => void)[] = [];
    let outcome: CommitOutcome | undefined;
    try {
      outcome = this.#apply(unit, undo);
    } finally {
      if (outcome?.kind !== "committed") undo.reverse().forEach((takeBack) => takeBack());
    }
    if (outcome.kind === "committed") unit.forEach((write) => this.#finish(write));
    return outcome;
  }

  async readMeta(index: ModelIndex, resourceId: string): Promise<StoredMeta | undefined> {
    this.#refuseWhenClosed();
    const row = this.#table(index).row(resourceId);
    return row && { meta: row.meta, etag: row.etag, isDeleted: row.isDeleted };
  }

  async readRevision(
    index: ModelIndex,
    resourceId: string,
    n: number | "current",
    options: ReadOptions,
  ): Promise<StoredRevision | undefined> {
    this.#refuseWhenClosed();
    const table = this.#table(index);
    const row = table.row(resourceId);
    const revision = row && table.revisions(resourceId)[(n === "current" ? currentNumber(row) : n) - 1];
    return revision && this.#stored(row, revision, options);
  }

  async listRevisions(index: ModelIndex, resourceId: string, page: RevisionPage): Promise<readonly Facts<RevisionInfo>[]> {
    this.#refuseWhenClosed();
    const revisions = this.#table(index).revisions(resourceId);
    const older = page.before === null ? revisions : revisions.slice(0, Math.max(0, page.before - 1));
    return older
      .slice(Math.max(0, older.length - page.limit))
      .reverse()
      .map(({ info }) => info);
  }

  async search(index: ModelIndex, query: Query, options: ReadOptions): Promise<readonly StoredRevision[]> {
    this.#refuseWhenClosed();
    const table = this.#table(index);
    const isAfter = afterTest(query);
    return select(table, query.where, query.includeDeleted)
      .filter((row) => isAfter(row.values))
      .sort((a, b) => compareByOrder(query.orderBy, a.values, b.values))
      .slice(query.offset, query.offset + query.limit)
      .flatMap((row) => {
        const revision = table.revisions(row.meta.value.resourceId)[currentNumber(row) - 1];
        return revision === undefined ? [] : [this.#stored(row, revision, options)];
      });
  }

  async count(index: ModelIndex, where: Condition | null, includeDeleted: boolean): Promise<number> {
    this.#refuseWhenClosed();
    return select(this.#table(index), where, includeDeleted).length;
  }

  async listChanges({ since, limit }: ChangePage): Promise<readonly Change[]> {
    this.#refuseWhenClosed();
    const from = Math.max(0, since);
    return this.#changes.slice(from, from + limit);
  }

  async ping(): Promise<void> {
    this.#refuseWhenClosed();
  }

  close(): void {
    this.#closed = true;
    this.#tables.clear();
    this.#changes.length = 0;
  }

  #table(index: ModelIndex): MemoryTable {
    const table = this.#tables.get(index.table) ?? new MemoryTable();
    this.#tables.set(index.table, table);
    return table;
  }

  /** Applies the writes in their order, each to the state that the ones before it left. */
  #apply(unit: readonly MetaWrite[], undo: (() => void)[]): CommitOutcome {
    for (const [number, write] of unit.entries()) {
      const table = this.#table(write.index);
      const refusal = table.refusal(write);
      if (refusal !== undefined) return toOutcome(refusal, number);
      undo.push(table.apply(write));
    }
    return { kind: "committed" };
  }

  #finish({ revision, change }: MetaWrite): void {
    this.#changes.push(Object.freeze({ ...change, seq: this.#changes.length + 1 }));
    if (revision === null || this.#payloads === null) return;
    const { info, payloadUid, data } = revision;
    this.#payloads.keep({ info: info.value, payload: data === null ? { sameAs: payloadUid } : { data } });
  }

  #stored({ meta, etag, isDeleted }: Row, { info, payloadUid }: KeptRevision, options: ReadOptions): StoredRevision {
    const data = options.payload ? this.#payloads?.dataOf(payloadUid) : undefined;
    return { meta, etag, isDeleted, revision: info, payloadUid, data };
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error("The memory store is closed.");
  }
}

function currentNumber(row: Row): number {
  return revisionNumber(row.meta.value.currentRevisionId);
}

function select(table: MemoryTable, where: Condition | null, includeDeleted: boolean): Row[] {
  return [...table.rows].filter(
    (row) => (includeDeleted || !row.isDeleted) && (where === null || matches(where, row.values)),
  );
}

/** Whether a resource comes after the one that the query goes on from. */
function afterTest({ orderBy, after }: Query): (values: FieldValues) => boolean {
  if (after === null) return () => true;
  const last = Object.fromEntries(orderBy.map(({ field }, at) => [field, after[at] ?? null]));
  return (values) => compareByOrder(orderBy, values, last) > 0;
}
