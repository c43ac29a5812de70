import type { Facts } from "../../core/facts.js";
import type { Change, RevisionInfo } from "../../core/resource.js";
import { compileSearch, compileWhere } from "../../query/compile.js";
import { sqlite } from "../../query/dialects/sqlite.js";
import type { Condition, Query } from "../../query/query.js";
import type {
  ChangePage,
  CommitOptions,
  CommitOutcome,
  Holdings,
  MetaStore,
  MetaWrite,
  ReadOptions,
  ReferrerPage,
  Referrer,
  RevisionPage,
  StoredMeta,
  StoredRevision,
} from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import type { FinishedReceipt } from "../receipts.js";
import { findBrokenReference } from "../broken-reference.js";
import { applyWrite } from "./apply-write.js";
import { SqliteArchive } from "./archive.js";
import { retryWhileBusy } from "./busy.js";
import type { Database } from "./driver.js";
import type { UnitWriter } from "./group-writer.js";
import { JobRows } from "./job-rows.js";
import { SqliteJobTable } from "./job-table.js";
import { SqliteReceipts } from "./receipts.js";
import { ReferenceTable } from "./reference-table.js";
import { toRevisionInfo, toStoredMeta, toStoredRevision } from "./row.js";
import { compileRevisionFilter } from "./sql.js";
import { Statements } from "./statements.js";
import { findRefusal, type Refusal } from "./write-meta.js";

export interface SqliteMetaOptions {
  /** Whether the data of the revisions is kept here as well. */
  readonly keepsPayloads: boolean;
}

/** Meta, facts and, unless they are kept elsewhere, data of the revisions in one database: a unit of writes is one transaction, a read one statement. */
export class SqliteMetaStore implements MetaStore {
  readonly keepsPayloads: boolean;
  readonly #db: Database;
  readonly #writer: UnitWriter;
  readonly receipts: SqliteReceipts;
  readonly archive: SqliteArchive;
  readonly jobs: SqliteJobTable;
  readonly #statements: Statements;
  readonly #references: ReferenceTable;
  readonly #jobRows: JobRows;

  constructor(db: Database, writer: UnitWriter, { keepsPayloads }: SqliteMetaOptions = { keepsPayloads: true }) {
    this.keepsPayloads = keepsPayloads;
    this.#db = db;
    this.#writer = writer;
    this.receipts = new SqliteReceipts(db, writer);
    this.#statements = new Statements(db);
    this.#references = new ReferenceTable(this.#statements);
    this.#jobRows = new JobRows(db);
    this.jobs = new SqliteJobTable(writer, this.#jobRows);
    this.archive = new SqliteArchive(db, writer, this.#statements, this.#jobRows);
  }

  commit(unit: readonly MetaWrite[], { receipt, dryRun = false }: CommitOptions = {}): Promise<CommitOutcome> {
    const apply = () => this.#applyWith(unit, receipt);
    if (dryRun) return this.#writer.write(apply, () => true);
    // A write that is refused has done nothing, so there is nothing to undo unless others came before it.
    return unit.length > 1 ? this.#writer.write(apply, isRefused) : this.#writer.write(apply);
  }

  async readMeta(index: ModelIndex, resourceId: string): Promise<StoredMeta | undefined> {
    const row = await retryWhileBusy(() => this.#statements.of(index).readMeta.get(resourceId));
    return row && toStoredMeta(row);
  }

  async readRevision(
    index: ModelIndex,
    resourceId: string,
    n: number | "current",
    options: ReadOptions,
  ): Promise<StoredRevision | undefined> {
    const row = await retryWhileBusy(() => {
      const { current, numbered } = this.#statements.of(index)[this.#brings(options) ? "readWithData" : "readFacts"];
      return n === "current" ? current.get(resourceId) : numbered.get(resourceId, n);
    });
    return row && toStoredRevision(row);
  }

  async listRevisions(index: ModelIndex, resourceId: string, page: RevisionPage): Promise<readonly Facts<RevisionInfo>[]> {
    const before = page.before ?? Number.MAX_SAFE_INTEGER;
    const filter = compileRevisionFilter(page.filter ?? {});
    const rows = await retryWhileBusy(() => {
      const statement = this.#statements.of(index).listRevisions(filter);
      return statement.all(resourceId, before, ...filter.parameters, page.limit);
    });
    return rows.map(toRevisionInfo);
  }

  async search(index: ModelIndex, query: Query, options: ReadOptions): Promise<readonly StoredRevision[]> {
    const end = compileSearch(sqlite, index, query);
    const rows = await retryWhileBusy(() => {
      const { searches } = this.#statements.of(index);
      return searches[this.#brings(options) ? "withData" : "facts"].get(end.sql).all(end.parameters);
    });
    return rows.map(toStoredRevision);
  }

  async count(index: ModelIndex, where: Condition | null, includeDeleted: boolean): Promise<number> {
    const end = compileWhere(sqlite, index, { where, includeDeleted });
    return (await retryWhileBusy(() => this.#statements.of(index).counts.get(end.sql).get(end.parameters))) ?? 0;
  }

  async listChanges({ since, limit }: ChangePage): Promise<readonly Change[]> {
    return retryWhileBusy(() => this.#statements.shared.listChanges.all(since, limit));
  }

  async listChangeset(changesetId: string): Promise<readonly Change[]> {
    return retryWhileBusy(() => this.#statements.shared.listChangeset.all(changesetId));
  }

  async readChangeAt({ model }: ModelIndex, resourceId: string, at: string): Promise<Change | undefined> {
    return retryWhileBusy(() => this.#statements.shared.readChangeAt.get(resourceId, model, at));
  }

  async readChangeBefore({ model }: ModelIndex, resourceId: string, seq: number): Promise<Change | undefined> {
    return retryWhileBusy(() => this.#statements.shared.readChangeBefore.get(resourceId, model, seq));
  }

  async readHoldings(index: ModelIndex, resourceId: string): Promise<Holdings> {
    return retryWhileBusy(() => ({
      payloadUids: this.#statements.of(index).listPayloadUids.all(resourceId),
      fileIds: this.#statements.shared.listFileIds.all(resourceId),
    }));
  }

  async listReferrers(_index: ModelIndex, resourceId: string, { after, limit }: ReferrerPage): Promise<readonly Referrer[]> {
    return retryWhileBusy(() => {
      const { listReferrers, listReferrersAfter } = this.#statements.shared;
      return after === null ? listReferrers.all(resourceId, limit) : listReferrersAfter.all(resourceId, after.resourceId, after.path, limit);
    });
  }

  async listUnused(fileIds: readonly string[]): Promise<readonly string[]> {
    return retryWhileBusy(() => fileIds.filter((fileId) => this.#statements.shared.isBlobUsed.get(fileId) === undefined));
  }

  async ping(): Promise<void> {
    // Reads the file's first page: `SELECT 1` alone would not touch the file.
    await retryWhileBusy(() => this.#db.pragma("schema_version"));
  }

  /** Whether a read has to look for data. */
  #brings({ payload }: ReadOptions): boolean {
    return payload && this.keepsPayloads;
  }

  /** A receipt that is held stays so until the end of the transaction: nothing else can write. */
  #applyWith(unit: readonly MetaWrite[], receipt: FinishedReceipt | undefined): CommitOutcome {
    if (receipt !== undefined && !this.receipts.isHeld(receipt)) return { kind: "superseded" };
    const refused = unit.length === 1 ? this.#applyAlone(unit) : this.#applyAll(unit);
    if (refused !== undefined) return refused;
    if (receipt !== undefined) this.receipts.keep(receipt);
    return { kind: "committed" };
  }

  /** References are looked at first, so that there is nothing to undo; what else speaks against the write is still told before. */
  #applyAlone(unit: readonly MetaWrite[]): CommitOutcome | undefined {
    const broken = findBrokenReference(unit, this.#references);
    if (broken === undefined) return each(unit, (write) => this.#apply(write));
    return each(unit, (write) => this.#findRefusal(write)) ?? broken;
  }

  #applyAll(unit: readonly MetaWrite[]): CommitOutcome | undefined {
    return each(unit, (write) => this.#apply(write)) ?? findBrokenReference(unit, this.#references);
  }

  /** A write that is refused has written nothing: its job is looked at first, and written last. */
  #apply(write: MetaWrite): Refusal | undefined {
    if (this.#jobRows.refuses(write)) return this.#findRefusal(write);
    const refusal = applyWrite(this.#statements.of(write.index), this.#statements.shared, write);
    if (refusal === undefined) this.#jobRows.apply(write);
    return refusal;
  }

  #findRefusal(write: MetaWrite): Refusal | undefined {
    return findRefusal(this.#statements.of(write.index), write) ?? (this.#jobRows.refuses(write) ? { kind: "conflict" } : undefined);
  }
}

/** Takes the step with each write in turn, up to the first that is refused. */
function each(unit: readonly MetaWrite[], step: (write: MetaWrite) => Refusal | undefined): CommitOutcome | undefined {
  for (const [number, write] of unit.entries()) {
    const refusal = step(write);
    if (refusal !== undefined) return { ...refusal, write: number };
  }
  return undefined;
}

function isRefused(outcome: CommitOutcome): boolean {
  return outcome.kind !== "committed";
}
