import type { Facts } from "../../core/facts.js";
import type { Change, RevisionInfo } from "../../core/resource.js";
import { compareByOrder, type FieldValues } from "../../query/compare.js";
import { matches } from "../../query/matches.js";
import type { Condition, Query } from "../../query/query.js";
import type {
  ChangePage,
  CommitOptions,
  CommitOutcome,
  Holdings,
  MetaStore,
  MetaWrite,
  NewRevision,
  PurgeWrite,
  ReadOptions,
  ReferrerPage,
  Referrer,
  RevisionFilter,
  RevisionPage,
  StoredMeta,
  StoredRevision,
} from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import { revisionNumber } from "../revision-number.js";
import { MemoryArchive } from "./archive.js";
import { MemoryBlobUses } from "./blob-uses.js";
import { MemoryChangeLog } from "./change-log.js";
import { MemoryJobTable } from "./job-table.js";
import { MemoryResources } from "./memory-resources.js";
import type { KeptRevision, MemoryTable, Row } from "./memory-table.js";
import { MemoryReceipts } from "./receipts.js";
import { compareReferrers } from "./references.js";
import type { MemoryRevisionStore } from "./revision-store.js";

/** Everything in maps, one commit at a time. What it gives out is frozen, and what it takes in is copied. */
export class MemoryMetaStore implements MetaStore {
  readonly keepsPayloads: boolean;
  readonly #payloads: MemoryRevisionStore | null;
  readonly receipts = new MemoryReceipts();
  readonly #resources = new MemoryResources();
  readonly #changes = new MemoryChangeLog();
  readonly #uses = new MemoryBlobUses();
  readonly archive: MemoryArchive;
  readonly jobs: MemoryJobTable;
  #closed = false;

  /** @param payloads where to keep payloads with the meta; null when they are kept elsewhere. */
  constructor(payloads: MemoryRevisionStore | null) {
    this.#payloads = payloads;
    this.keepsPayloads = payloads !== null;
    this.jobs = new MemoryJobTable(this.#resources, () => this.#refuseWhenClosed());
    const parts = { resources: this.#resources, changes: this.#changes, uses: this.#uses, payloads };
    this.archive = new MemoryArchive({ ...parts, refuseWhenClosed: () => this.#refuseWhenClosed() });
  }

  async commit(unit: readonly MetaWrite[], { receipt, dryRun = false }: CommitOptions = {}): Promise<CommitOutcome> {
    this.#refuseWhenClosed();
    if (receipt !== undefined && !this.receipts.isHeld(receipt)) return { kind: "superseded" };
    const { outcome, dropped, undo } = this.#resources.apply(unit);
    if (dryRun || outcome.kind !== "committed") {
      undo();
      return outcome;
    }
    for (const [number, write] of unit.entries()) this.#finish(write, dropped[number] ?? []);
    if (receipt !== undefined) this.receipts.keep(receipt);
    return outcome;
  }

  async readMeta(index: ModelIndex, resourceId: string): Promise<StoredMeta | undefined> {
    this.#refuseWhenClosed();
    const row = this.#resources.table(index).row(resourceId);
    return row && { meta: row.meta, etag: row.etag, isDeleted: row.isDeleted, updatedTime: row.meta.value.updatedTime };
  }

  async readRevision(
    index: ModelIndex,
    resourceId: string,
    n: number | "current",
    options: ReadOptions,
  ): Promise<StoredRevision | undefined> {
    this.#refuseWhenClosed();
    const table = this.#resources.table(index);
    const row = table.row(resourceId);
    const revision = row && table.revisions(resourceId)[(n === "current" ? currentNumber(row) : n) - 1];
    return revision && this.#stored(row, revision, options);
  }

  async listRevisions(index: ModelIndex, resourceId: string, page: RevisionPage): Promise<readonly Facts<RevisionInfo>[]> {
    this.#refuseWhenClosed();
    const revisions = this.#resources.table(index).revisions(resourceId);
    const older = page.before === null ? revisions : revisions.slice(0, Math.max(0, page.before - 1));
    return older
      .map(({ info }) => info)
      .filter(({ value }) => meets(value, page.filter ?? {}))
      .toReversed()
      .slice(0, page.limit);
  }

  async search(index: ModelIndex, query: Query, options: ReadOptions): Promise<readonly StoredRevision[]> {
    this.#refuseWhenClosed();
    const table = this.#resources.table(index);
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
    return select(this.#resources.table(index), where, includeDeleted).length;
  }

  async listChanges(page: ChangePage): Promise<readonly Change[]> {
    this.#refuseWhenClosed();
    return this.#changes.list(page);
  }

  async listChangeset(changesetId: string): Promise<readonly Change[]> {
    this.#refuseWhenClosed();
    return this.#changes.listChangeset(changesetId);
  }

  async readChangeAt({ model }: ModelIndex, resourceId: string, at: string): Promise<Change | undefined> {
    this.#refuseWhenClosed();
    return this.#changes.readAt(model, resourceId, at);
  }

  async readChangeBefore({ model }: ModelIndex, resourceId: string, seq: number): Promise<Change | undefined> {
    this.#refuseWhenClosed();
    return this.#changes.readBefore(model, resourceId, seq);
  }

  async readHoldings(index: ModelIndex, resourceId: string): Promise<Holdings> {
    this.#refuseWhenClosed();
    const revisions = this.#resources.table(index).revisions(resourceId);
    const payloadUids = [...new Set(revisions.map(({ payloadUid }) => payloadUid))];
    return { payloadUids, fileIds: this.#uses.named(payloadUids) };
  }

  async listReferrers(_index: ModelIndex, resourceId: string, { after, limit }: ReferrerPage): Promise<readonly Referrer[]> {
    this.#refuseWhenClosed();
    const isAfter = (referrer: Referrer) => after === null || compareReferrers(referrer, after) > 0;
    return this.#resources.referrers(resourceId).filter(isAfter).slice(0, limit);
  }

  async listUnused(fileIds: readonly string[]): Promise<readonly string[]> {
    this.#refuseWhenClosed();
    return this.#uses.unused(fileIds);
  }

  async ping(): Promise<void> {
    this.#refuseWhenClosed();
  }

  close(): void {
    this.#closed = true;
    this.#resources.clear();
    this.#changes.clear();
    this.receipts.close();
  }

  #finish(write: MetaWrite, dropped: readonly string[]): void {
    this.#changes.append(write);
    for (const uid of dropped) {
      this.#uses.remove(uid);
      this.#payloads?.drop(uid);
    }
    if (write.kind === "purge") this.#forget(write);
    else if (write.revision !== null) this.#keep(write.revision, write.etag);
  }

  #forget({ resourceId, job }: PurgeWrite): void {
    this.#payloads?.dropAll(resourceId);
    if (job !== undefined) this.#resources.jobs.logs.delete(resourceId);
  }

  #keep({ info, payloadUid, data, fileIds }: NewRevision, uid: string): void {
    this.#uses.add(payloadUid, fileIds);
    this.#payloads?.keep({ uid, info: info.value, payload: data === null ? { sameAs: payloadUid } : { data } });
  }

  #stored({ meta, etag, isDeleted }: Row, { info, payloadUid }: KeptRevision, options: ReadOptions): StoredRevision {
    const data = options.payload ? this.#payloads?.dataOf(payloadUid) : undefined;
    return { meta, etag, isDeleted, updatedTime: meta.value.updatedTime, revision: info, payloadUid, data };
  }

  #refuseWhenClosed(): void {
    if (this.#closed) throw new Error("The memory store is closed.");
  }
}

function meets(info: RevisionInfo, { createdBy, op, since, until }: RevisionFilter): boolean {
  if (createdBy !== undefined && info.createdBy !== createdBy) return false;
  if (op !== undefined && info.op !== op) return false;
  return (since === undefined || info.createdTime >= since) && (until === undefined || info.createdTime < until);
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
