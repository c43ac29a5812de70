import type { Change } from "../../core/resource.js";
import type { SqlFragment } from "../../query/compile.js";
import type { Referrer } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import type { Database, Statement } from "./driver.js";
import type { MetaRow, RevisionRow } from "./row.js";
import * as shared from "./shared-sql.js";
import * as sql from "./sql.js";
import { StatementCache } from "./statement-cache.js";

/** What one model's tables are read and written with. */
export interface ModelStatements {
  readonly insertMeta: Statement;
  readonly updateMeta: Statement;
  readonly switchMeta: Statement;
  readonly insertRevision: Statement;
  readonly readPayloadUid: Statement<string>;
  readonly modifyRevision: Statement;
  readonly listPayloadUids: Statement<string>;
  readonly findSharing: Statement;
  readonly deleteMeta: Statement;
  readonly deletePayloads: Statement;
  readonly deleteRevisions: Statement;
  readonly readState: Statement<readonly [etag: string, totalRevisionCount: number]>;
  readonly findTarget: Statement;
  /** One for each set of unique fields, in their order. */
  readonly findSame: readonly UniqueSearch[];
  readonly readMeta: Statement<MetaRow>;
  readonly readFacts: RevisionReads;
  readonly readWithData: RevisionReads;
  /** By what `compileRevisionFilter` makes. */
  readonly listRevisions: (filter: SqlFragment) => Statement<string>;
  /** By the end of the statement, which the query makes: a program has a few dozen. */
  readonly searches: Readonly<Record<"withData" | "facts", StatementCache<Statement<RevisionRow>>>>;
  readonly counts: StatementCache<Statement<number>>;
}

/** Takes the values of the fields, then the id of the resource that has them. */
export interface UniqueSearch {
  readonly fields: readonly string[];
  readonly statement: Statement;
}

/** One takes a resource id, the other a number as well. */
export interface RevisionReads {
  readonly current: Statement<RevisionRow>;
  readonly numbered: Statement<RevisionRow>;
}

/** What all models share. */
export interface SharedStatements {
  readonly insertPayload: Statement;
  readonly deletePayload: Statement;
  readonly insertChange: Statement;
  readonly forgetAuthors: Statement;
  readonly listChanges: Statement<Change>;
  readonly listChangeset: Statement<Change>;
  readonly readChangeAt: Statement<Change>;
  readonly readChangeBefore: Statement<Change>;
  readonly insertReference: Statement;
  readonly deleteReferences: Statement;
  readonly firstReferrer: Statement<Referrer>;
  readonly listReferrers: Statement<Referrer>;
  readonly listReferrersAfter: Statement<Referrer>;
  readonly insertBlobUse: Statement;
  readonly deleteBlobUses: Statement;
  readonly deleteAllBlobUses: Statement;
  readonly listFileIds: Statement<string>;
  readonly isBlobUsed: Statement;
}

const searchCapacity = 200;

/**
 * Prepares each statement once, when it is first needed: before the migrations there are no tables to prepare for. Every
 * method throws the driver's error when they are missing.
 */
export class Statements {
  readonly #db: Database;
  readonly #models = new WeakMap<ModelIndex, ModelStatements>();
  #shared: SharedStatements | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  of(index: ModelIndex): ModelStatements {
    const known = this.#models.get(index);
    if (known !== undefined) return known;
    const prepared = prepareModel(this.#db, index);
    this.#models.set(index, prepared);
    return prepared;
  }

  get shared(): SharedStatements {
    this.#shared ??= prepareShared(this.#db);
    return this.#shared;
  }
}

function prepareModel(db: Database, index: ModelIndex): ModelStatements {
  const reads = (payload: boolean): RevisionReads => ({
    current: db.prepare<unknown[], RevisionRow>(sql.readCurrent(index, payload)).raw(),
    numbered: db.prepare<unknown[], RevisionRow>(sql.readNumbered(index, payload)).raw(),
  });
  const searches = (payload: boolean) =>
    new StatementCache((end) => db.prepare<unknown[], RevisionRow>(sql.search(index, end, payload)).raw(), searchCapacity);
  const revisionLists = new StatementCache((list) => db.prepare<unknown[], string>(list).pluck(), searchCapacity);
  return {
    insertMeta: db.prepare(sql.insertMeta(index)),
    updateMeta: db.prepare(sql.updateMeta(index)),
    switchMeta: db.prepare(sql.switchMeta(index)),
    insertRevision: db.prepare(sql.insertRevision(index)),
    readPayloadUid: db.prepare<unknown[], string>(sql.readPayloadUid(index)).pluck(),
    modifyRevision: db.prepare(sql.modifyRevision(index)),
    listPayloadUids: db.prepare<unknown[], string>(sql.listPayloadUids(index)).pluck(),
    findSharing: db.prepare(sql.findSharing(index)),
    deleteMeta: db.prepare(sql.deleteMeta(index)),
    deletePayloads: db.prepare(sql.deletePayloads(index)),
    deleteRevisions: db.prepare(sql.deleteRevisions(index)),
    readState: db.prepare<unknown[], readonly [string, number]>(sql.readState(index)).raw(),
    findTarget: db.prepare(sql.findTarget(index)),
    findSame: index.unique.map((fields) => ({ fields, statement: db.prepare(sql.findSame(index, toColumns(index, fields))) })),
    readMeta: db.prepare<unknown[], MetaRow>(sql.readMeta(index)).raw(),
    readFacts: reads(false),
    readWithData: reads(true),
    listRevisions: (filter) => revisionLists.get(sql.listRevisions(index, filter)),
    searches: { withData: searches(true), facts: searches(false) },
    counts: new StatementCache((end) => db.prepare<unknown[], number>(sql.count(index, end)).pluck(), searchCapacity),
  };
}

function toColumns({ fields }: ModelIndex, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => fields.filter((field) => field.path === path).map(({ column }) => column));
}

function prepareShared(db: Database): SharedStatements {
  return {
    insertPayload: db.prepare(shared.insertPayload),
    deletePayload: db.prepare(shared.deletePayload),
    insertChange: db.prepare(shared.insertChange),
    forgetAuthors: db.prepare(shared.forgetAuthors),
    listChanges: db.prepare<unknown[], Change>(shared.listChanges),
    listChangeset: db.prepare<unknown[], Change>(shared.listChangeset),
    readChangeAt: db.prepare<unknown[], Change>(shared.readChangeAt),
    readChangeBefore: db.prepare<unknown[], Change>(shared.readChangeBefore),
    insertReference: db.prepare(shared.insertReference),
    deleteReferences: db.prepare(shared.deleteReferences),
    firstReferrer: db.prepare<unknown[], Referrer>(shared.firstReferrer),
    listReferrers: db.prepare<unknown[], Referrer>(shared.listReferrers),
    listReferrersAfter: db.prepare<unknown[], Referrer>(shared.listReferrersAfter),
    insertBlobUse: db.prepare(shared.insertBlobUse),
    deleteBlobUses: db.prepare(shared.deleteBlobUses),
    deleteAllBlobUses: db.prepare(shared.deleteAllBlobUses),
    listFileIds: db.prepare<unknown[], string>(shared.listFileIds).pluck(),
    isBlobUsed: db.prepare(shared.isBlobUsed),
  };
}
