import { SpecstarError } from "../../core/errors.js";
import type { Change } from "../../core/resource.js";
import type { DumpPage, MetaArchive, ResourceDump } from "../meta-archive.js";
import type { ExpectedState } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import { toChangeRow, toDumps, toRows, type RestoredRows } from "./archive-rows.js";
import { modelArchiveStatements, sharedArchiveStatements, type ModelArchiveStatements, type SharedArchiveStatements } from "./archive-sql.js";
import type { PostgresDatabase, RunStatement, StatementResult } from "./database.js";
import type { GroupWriter } from "./group-writer.js";
import type { NamedStatement } from "./row-statement.js";
import type { Statements } from "./statements.js";

/** Whole resources in and out of the database: a page is one statement, and what is restored together one transaction. */
export class PostgresArchive implements MetaArchive {
  readonly #database: PostgresDatabase;
  readonly #writer: GroupWriter;
  readonly #statements: Statements;
  readonly #shared: SharedArchiveStatements;
  readonly #models = new WeakMap<ModelIndex, ModelArchiveStatements>();

  constructor(database: PostgresDatabase, writer: GroupWriter, statements: Statements) {
    this.#database = database;
    this.#writer = writer;
    this.#statements = statements;
    this.#shared = sharedArchiveStatements(database);
  }

  async dump(index: ModelIndex, { after, limit, payload }: DumpPage): Promise<readonly ResourceDump[]> {
    const statement = this.#of(index).dump[payload ? "withData" : "light"];
    return toDumps((await this.#database.read({ ...statement, values: [after ?? "", limit] })).rows);
  }

  restore(index: ModelIndex, dumps: readonly ResourceDump[]): Promise<void> {
    return this.#write((run) => this.#put(run, index, dumps));
  }

  replace(index: ModelIndex, dump: ResourceDump, expected: ExpectedState | null): Promise<boolean> {
    return this.#write(async (run) => {
      const { rows } = await run({ ...this.#of(index).readState, values: [dump.meta.resourceId] });
      const [etag, count] = rows[0] ?? [];
      const isExpected = expected === null ? rows.length === 0 : etag === expected.etag && Number(count) === expected.totalRevisionCount;
      if (isExpected) await this.#put(run, index, [dump]);
      return isExpected;
    });
  }

  drop(index: ModelIndex, resourceIds: readonly string[]): Promise<void> {
    return this.#write(async (run) => {
      await run({ ...this.#of(index).drop, values: [resourceIds, []] });
      await run({ ...this.#shared.dropJobs, values: [resourceIds] });
    });
  }

  restoreChanges(changes: readonly Change[]): Promise<void> {
    return this.#write(async (run) => {
      const added = await putRows(run, this.#shared.putChanges, changes.map(toChangeRow));
      const purges = added.rows.map(([seq, resourceId]) => ({ seq: Number(seq), resource_id: resourceId }));
      await putRows(run, this.#shared.forgetAuthors, purges);
      await run({ ...this.#shared.numberOn, values: [] });
    });
  }

  /** In a transaction of its own. What throws half-way leaves nothing. */
  #write<Result>(work: (run: RunStatement) => Promise<Result>): Promise<Result> {
    return this.#writer.transact({ work, mustUndo: () => false });
  }

  /** All make way before the first is put, so that unique values may have moved from one to another. */
  async #put(run: RunStatement, index: ModelIndex, dumps: readonly ResourceDump[]): Promise<void> {
    const { drop, putMeta, putRevisions } = this.#of(index);
    const rows: RestoredRows = toRows(index, dumps);
    const kept = dumps.flatMap(({ revisions }) => revisions.map(({ payloadUid }) => payloadUid));
    await run({ ...drop, values: [dumps.map(({ meta }) => meta.resourceId), kept] });
    const taken = new Set((await putRows(run, putMeta, rows.meta)).rows.map(([resourceId]) => resourceId));
    const refused = dumps.find(({ meta }) => !taken.has(meta.resourceId));
    if (refused !== undefined) throw toError(refused, await this.#takenFields(run, index, refused));
    await putRows(run, putRevisions, rows.revisions);
    await putRows(run, this.#shared.putPayloads, rows.payloads);
    await putRows(run, this.#shared.putBlobUses, rows.blobUses);
    await putRows(run, this.#shared.putReferences, rows.references);
  }

  /** The first set of unique fields whose values another resource has by now. */
  async #takenFields(run: RunStatement, index: ModelIndex, { meta }: ResourceDump): Promise<readonly string[]> {
    const values = index.unique.flatMap((fields) => fields.map((path) => meta.indexedData[path] ?? null));
    const { rows } = await run({ ...this.#statements.of(index).readState, values: [meta.resourceId, ...values] });
    const [, , ...isTaken] = rows[0] ?? [];
    return index.unique[isTaken.indexOf(true)] ?? ["id"];
  }

  #of(index: ModelIndex): ModelArchiveStatements {
    const made = this.#models.get(index) ?? modelArchiveStatements(this.#database, index);
    this.#models.set(index, made);
    return made;
  }
}

async function putRows(run: RunStatement, statement: NamedStatement, rows: readonly unknown[]): Promise<StatementResult> {
  return rows.length === 0 ? { rows: [], rowCount: 0 } : run({ ...statement, values: [JSON.stringify(rows)] });
}

function toError({ meta: { resourceId } }: ResourceDump, fields: readonly string[]): SpecstarError {
  return new SpecstarError("UNIQUE_VIOLATION", `"${resourceId}" can't be restored: another resource has the same ${fields.join(" and ")}.`);
}
