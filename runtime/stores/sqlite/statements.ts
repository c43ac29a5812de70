import type { Change } from "../../core/resource.js";
import type { ModelIndex } from "../model-index.js";
import type { Database, Statement } from "./driver.js";
import type { MetaRow, RevisionRow } from "./row.js";
import * as sql from "./sql.js";
import { StatementCache } from "./statement-cache.js";

/** What one model's tables are read and written with. */
export interface ModelStatements {
  readonly insertMeta: Statement;
  readonly updateMeta: Statement;
  readonly switchMeta: Statement;
  readonly insertRevision: Statement;
  readonly existsMeta: Statement;
  /** One for each set of unique fields, in their order. */
  readonly findSame: readonly UniqueSearch[];
  readonly readMeta: Statement<MetaRow>;
  readonly readFacts: RevisionReads;
  readonly readWithData: RevisionReads;
  readonly listRevisions: Statement<string>;
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
  readonly insertChange: Statement;
  readonly listChanges: Statement<Change>;
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
  return {
    insertMeta: db.prepare(sql.insertMeta(index)),
    updateMeta: db.prepare(sql.updateMeta(index)),
    switchMeta: db.prepare(sql.switchMeta(index)),
    insertRevision: db.prepare(sql.insertRevision(index)),
    existsMeta: db.prepare(sql.existsMeta(index)),
    findSame: index.unique.map((fields) => ({ fields, statement: db.prepare(sql.findSame(index, toColumns(index, fields))) })),
    readMeta: db.prepare<unknown[], MetaRow>(sql.readMeta(index)).raw(),
    readFacts: reads(false),
    readWithData: reads(true),
    listRevisions: db.prepare<unknown[], string>(sql.listRevisions(index)).pluck(),
    searches: { withData: searches(true), facts: searches(false) },
    counts: new StatementCache((end) => db.prepare<unknown[], number>(sql.count(index, end)).pluck(), searchCapacity),
  };
}

function toColumns({ fields }: ModelIndex, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => fields.filter((field) => field.path === path).map(({ column }) => column));
}

function prepareShared(db: Database): SharedStatements {
  return {
    insertPayload: db.prepare(sql.insertPayload),
    insertChange: db.prepare(sql.insertChange),
    listChanges: db.prepare<unknown[], Change>(sql.listChanges),
  };
}
