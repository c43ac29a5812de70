import type { ModelIndex } from "../model-index.js";
import type { PostgresDatabase } from "./database.js";
import { nameStatement, type NamedStatement } from "./row-statement.js";
import * as sql from "./read-sql.js";
import { sharedStatements, type SharedStatements } from "./shared-sql.js";
import { writeStatements, type WriteStatements } from "./write-sql.js";

/** What one model's tables are read and written with. */
export interface ModelStatements {
  readonly write: WriteStatements;
  /** For writes that say what becomes of a job. */
  readonly writeWithJob: WriteStatements;
  /** Takes the id of a resource, and gives the token of who holds its job. */
  readonly readHold: NamedStatement;
  readonly readMeta: NamedStatement;
  readonly readFacts: RevisionReads;
  readonly readWithData: RevisionReads;
  readonly readState: NamedStatement;
  readonly findTargets: NamedStatement;
  readonly listPayloadUids: NamedStatement;
  /** Of the texts that queries make: a program has a few dozen, but nothing bounds them. */
  readonly compiled: CompiledStatements;
}

export interface RevisionReads {
  /** Takes a resource id. */
  readonly current: NamedStatement;
  /** Takes several, and gives back the id before the rest. */
  readonly currents: NamedStatement;
  /** Takes a resource id and a number. */
  readonly numbered: NamedStatement;
}

/** Makes the statements of each model once. */
export class Statements {
  readonly #database: PostgresDatabase;
  readonly #models = new WeakMap<ModelIndex, ModelStatements>();
  readonly shared: SharedStatements;

  constructor(database: PostgresDatabase) {
    this.#database = database;
    this.shared = sharedStatements(database);
  }

  of(index: ModelIndex): ModelStatements {
    const known = this.#models.get(index);
    if (known !== undefined) return known;
    const made = modelStatements(this.#database, index);
    this.#models.set(index, made);
    return made;
  }
}

function modelStatements(database: PostgresDatabase, index: ModelIndex): ModelStatements {
  const reads = (payload: boolean): RevisionReads => ({
    current: nameStatement(sql.readCurrent(database, index, payload)),
    currents: nameStatement(sql.readCurrents(database, index, payload)),
    numbered: nameStatement(sql.readNumbered(database, index, payload)),
  });
  return {
    write: writeStatements(database, index, false),
    writeWithJob: writeStatements(database, index, true),
    readHold: nameStatement(`SELECT token FROM ${database.table("specstar_job")} WHERE resource_id = $1`),
    readMeta: nameStatement(sql.readMeta(database, index)),
    readFacts: reads(false),
    readWithData: reads(true),
    readState: nameStatement(sql.readState(database, index)),
    findTargets: nameStatement(sql.findTargets(database, index)),
    listPayloadUids: nameStatement(sql.listPayloadUids(database, index)),
    compiled: new CompiledStatements(),
  };
}

/** How many texts of one model get a name. A connection keeps what has one as long as it lives. */
const capacity = 100;

/** Names the statements that come first, which are those that come often; the others are planned each time. */
export class CompiledStatements {
  readonly #named = new Map<string, NamedStatement>();

  get(text: string): { readonly name?: string; readonly text: string } {
    const known = this.#named.get(text);
    if (known !== undefined) return known;
    if (this.#named.size >= capacity) return { text };
    const named = nameStatement(text);
    this.#named.set(text, named);
    return named;
  }
}
