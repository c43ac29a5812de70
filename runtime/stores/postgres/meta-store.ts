import type { Facts } from "../../core/facts.js";
import type { Change, RevisionInfo } from "../../core/resource.js";
import { compileSearch, compileWhere } from "../../query/compile.js";
import { postgres } from "../../query/dialects/postgres.js";
import type { Condition, Query } from "../../query/query.js";
import { concernsReferences, isRemoval } from "../broken-reference.js";
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
import { PostgresArchive } from "./archive.js";
import { commitCarefully } from "./careful-commit.js";
import { CurrentReads } from "./current-reads.js";
import type { PostgresDatabase, Statement } from "./database.js";
import type { CarefulUnit, GroupWriter, Referring } from "./group-writer.js";
import { PostgresJobTable } from "./job-table.js";
import { toOutcome } from "./outcome.js";
import * as sql from "./read-sql.js";
import { PostgresReceipts } from "./receipts.js";
import { readReferences } from "./reference-reads.js";
import { toChange, toReferrer, toRevisionInfo, toStoredMeta, toStoredRevision, toText, type Row } from "./row.js";
import { Statements } from "./statements.js";
import { toRow } from "./write-row.js";

/** Meta and facts of the revisions in one database, and the data with them unless it is kept elsewhere. A read is one statement. */
export class PostgresMetaStore implements MetaStore {
  readonly keepsPayloads: boolean;
  readonly receipts: PostgresReceipts;
  readonly archive: PostgresArchive;
  readonly jobs: PostgresJobTable;
  readonly #database: PostgresDatabase;
  readonly #writer: GroupWriter;
  readonly #statements: Statements;
  readonly #currents: CurrentReads;

  /** @param writer must be settled before the database is closed. */
  constructor(database: PostgresDatabase, writer: GroupWriter, { keepsPayloads }: { readonly keepsPayloads: boolean }) {
    this.keepsPayloads = keepsPayloads;
    this.receipts = new PostgresReceipts(database, writer);
    this.jobs = new PostgresJobTable(database, writer);
    this.#database = database;
    this.#writer = writer;
    this.#statements = new Statements(database);
    this.#currents = new CurrentReads(database);
    this.archive = new PostgresArchive(database, writer, this.#statements);
  }

  async commit(unit: readonly MetaWrite[], { receipt, dryRun = false }: CommitOptions = {}): Promise<CommitOutcome> {
    const careful: CarefulUnit<CommitOutcome> = {
      work: (run) => commitCarefully({ run, statements: this.#statements, receipts: this.receipts }, unit, receipt),
      mustUndo: ({ kind }) => dryRun || kind !== "committed",
    };
    const [write, ...others] = unit;
    const isSimple = write !== undefined && others.length === 0 && !dryRun && !isRemoval(write);
    if (!isSimple || (receipt !== undefined && write.expected !== null)) return this.#writer.transact(careful);
    const row = toRow(this.#statements.of(write.index), write, receipt);
    const referring = concernsReferences(write) ? { write, lookUp: this.#lookUp } : undefined;
    return this.#writer.write({ row, referring, toResult: (returned) => toOutcome(write, returned), careful });
  }

  async readMeta(index: ModelIndex, resourceId: string): Promise<StoredMeta | undefined> {
    return this.#readOne({ ...this.#statements.of(index).readMeta, values: [resourceId] }, toStoredMeta);
  }

  async readRevision(index: ModelIndex, resourceId: string, n: number | "current", options: ReadOptions): Promise<StoredRevision | undefined> {
    const reads = this.#statements.of(index)[options.payload && this.keepsPayloads ? "readWithData" : "readFacts"];
    if (n === "current") return this.#currents.read(reads, resourceId);
    // Beyond these the column's type ends.
    return Number.isSafeInteger(n) ? this.#readOne({ ...reads.numbered, values: [resourceId, n] }, toStoredRevision) : undefined;
  }

  async listRevisions(index: ModelIndex, resourceId: string, page: RevisionPage): Promise<readonly Facts<RevisionInfo>[]> {
    const filter = sql.compileRevisionFilter(page.filter ?? {});
    const text = sql.listRevisions(this.#database, index, filter.sql);
    const values = [resourceId, page.before ?? Number.MAX_SAFE_INTEGER, page.limit, ...filter.parameters];
    return this.#readAll({ ...this.#statements.of(index).compiled.get(text), values }, toRevisionInfo);
  }

  async search(index: ModelIndex, query: Query, options: ReadOptions): Promise<readonly StoredRevision[]> {
    const { sql: end, parameters } = compileSearch(postgres, index, query);
    const text = sql.search(this.#database, index, { end, payload: options.payload && this.keepsPayloads });
    return this.#readAll({ ...this.#statements.of(index).compiled.get(text), values: parameters }, toStoredRevision);
  }

  async count(index: ModelIndex, where: Condition | null, includeDeleted: boolean): Promise<number> {
    const { sql: end, parameters } = compileWhere(postgres, index, { where, includeDeleted });
    const text = sql.count(this.#database, index, end);
    return (await this.#readOne({ ...this.#statements.of(index).compiled.get(text), values: parameters }, ([count]) => Number(count))) ?? 0;
  }

  async listChanges({ since, limit }: ChangePage): Promise<readonly Change[]> {
    return this.#readAll({ ...this.#statements.shared.listChanges, values: [since, limit] }, toChange);
  }

  async listChangeset(changesetId: string): Promise<readonly Change[]> {
    return this.#readAll({ ...this.#statements.shared.listChangeset, values: [changesetId] }, toChange);
  }

  async readChangeAt({ model }: ModelIndex, resourceId: string, at: string): Promise<Change | undefined> {
    return this.#readOne({ ...this.#statements.shared.readChangeAt, values: [resourceId, model, at] }, toChange);
  }

  async readChangeBefore({ model }: ModelIndex, resourceId: string, seq: number): Promise<Change | undefined> {
    return this.#readOne({ ...this.#statements.shared.readChangeBefore, values: [resourceId, model, seq] }, toChange);
  }

  async readHoldings(index: ModelIndex, resourceId: string): Promise<Holdings> {
    const { listPayloadUids } = this.#statements.of(index);
    const [payloadUids, fileIds] = await Promise.all([
      this.#readAll({ ...listPayloadUids, values: [resourceId] }, toText),
      this.#readAll({ ...this.#statements.shared.listFileIds, values: [resourceId] }, toText),
    ]);
    return { payloadUids, fileIds };
  }

  async listReferrers(_index: ModelIndex, resourceId: string, { after, limit }: ReferrerPage): Promise<readonly Referrer[]> {
    const { listReferrers, listReferrersAfter } = this.#statements.shared;
    if (after === null) return this.#readAll({ ...listReferrers, values: [resourceId, limit] }, toReferrer);
    return this.#readAll({ ...listReferrersAfter, values: [resourceId, after.resourceId, after.path, limit] }, toReferrer);
  }

  async listUnused(fileIds: readonly string[]): Promise<readonly string[]> {
    return this.#readAll({ ...this.#statements.shared.listUnused, values: [fileIds] }, toText);
  }

  async ping(): Promise<void> {
    await this.#database.ping();
  }

  readonly #lookUp: Referring["lookUp"] = (run, writes) => readReferences(run, this.#statements, writes);

  async #readAll<Result>(statement: Statement, toResult: (row: Row) => Result): Promise<Result[]> {
    return (await this.#database.read(statement)).rows.map(toResult);
  }

  async #readOne<Result>(statement: Statement, toResult: (row: Row) => Result): Promise<Result | undefined> {
    const [row] = (await this.#database.read(statement)).rows;
    return row && toResult(row);
  }
}
