import type { Facts } from "../../core/facts.js";
import type { Change, RevisionInfo } from "../../core/resource.js";
import { compileSearch, compileWhere } from "../../query/compile.js";
import { sqlite } from "../../query/dialects/sqlite.js";
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
import { applyWrite } from "./apply-write.js";
import { retryWhileBusy } from "./busy.js";
import type { Database } from "./driver.js";
import type { GroupWriter } from "./group-writer.js";
import { toRevisionInfo, toStoredMeta, toStoredRevision } from "./row.js";
import { Statements } from "./statements.js";

/** Meta, facts and data of the revisions in one database: a unit of writes is one transaction, a read one statement. */
export class SqliteMetaStore implements MetaStore {
  readonly keepsPayloads = true;
  readonly #db: Database;
  readonly #writer: GroupWriter;
  readonly #statements: Statements;

  constructor(db: Database, writer: GroupWriter) {
    this.#db = db;
    this.#writer = writer;
    this.#statements = new Statements(db);
  }

  commit(unit: readonly MetaWrite[]): Promise<CommitOutcome> {
    const apply = () => this.#apply(unit);
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
      const { current, numbered } = this.#statements.of(index)[options.payload ? "readWithData" : "readFacts"];
      return n === "current" ? current.get(resourceId) : numbered.get(resourceId, n);
    });
    return row && toStoredRevision(row);
  }

  async listRevisions(index: ModelIndex, resourceId: string, page: RevisionPage): Promise<readonly Facts<RevisionInfo>[]> {
    const before = page.before ?? Number.MAX_SAFE_INTEGER;
    const rows = await retryWhileBusy(() => this.#statements.of(index).listRevisions.all(resourceId, before, page.limit));
    return rows.map(toRevisionInfo);
  }

  async search(index: ModelIndex, query: Query, options: ReadOptions): Promise<readonly StoredRevision[]> {
    const end = compileSearch(sqlite, index, query);
    const rows = await retryWhileBusy(() => {
      const { searches } = this.#statements.of(index);
      return searches[options.payload ? "withData" : "facts"].get(end.sql).all(end.parameters);
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

  async ping(): Promise<void> {
    // Reads the file's first page: `SELECT 1` alone would not touch the file.
    await retryWhileBusy(() => this.#db.pragma("schema_version"));
  }

  #apply(unit: readonly MetaWrite[]): CommitOutcome {
    for (const [number, write] of unit.entries()) {
      const refusal = applyWrite(this.#statements.of(write.index), this.#statements.shared, write);
      if (refusal !== undefined) return { ...refusal, write: number };
    }
    return { kind: "committed" };
  }
}

function isRefused(outcome: CommitOutcome): boolean {
  return outcome.kind !== "committed";
}
