import type { ClaimedRow, ClaimRequest, JobCounts, JobRow, JobTable, LogPage, LogPiece, NewJobRow, Release, Renewal, Renewed, UnsentRequest } from "../job-table.js";
import type { ModelIndex } from "../model-index.js";
import { claimStatements, type ClaimStatements } from "./claim-sql.js";
import type { PostgresDatabase, Statement } from "./database.js";
import type { GroupWriter } from "./group-writer.js";
import { newJobFacts, parseRows, toClaimedRow, toCounts, toJobRow, toLogPiece, toUnsent } from "./job-row.js";
import { jobStatements, modelJobStatements, type JobStatements, type ModelJobStatements } from "./job-sql.js";
import type { Returned } from "./row-groups.js";
import type { RowStatement } from "./row-statement.js";

/** Later than all times. */
const endOfTimes = "~";

/**
 * Jobs in a table. Each call is a write in its turn, with the lock: nothing that it looks at changes under it, and no two get the same job.
 * What a claim or a release gives back is known before it is committed, so that no lost answer leaves a job with somebody who isn't told.
 */
export class PostgresJobTable implements JobTable {
  readonly #database: PostgresDatabase;
  readonly #writer: GroupWriter;
  readonly #statements: JobStatements;
  readonly #models = new WeakMap<ModelIndex, ClaimStatements & ModelJobStatements>();

  constructor(database: PostgresDatabase, writer: GroupWriter) {
    this.#database = database;
    this.#writer = writer;
    this.#statements = jobStatements(database);
  }

  async claim(index: ModelIndex, { token, now, leaseUntil, limit, schedules, only, early = false }: ClaimRequest): Promise<readonly ClaimedRow[]> {
    const { claim, claimThese } = this.#of(index);
    const due_by = early ? endOfTimes : now;
    const request = { token, now, due_by, lease_until: leaseUntil, most: limit, schedules, early, only_these: only };
    const hold = { token, leaseUntil };
    return this.#write(only === undefined ? claim : claimThese, token, request, (returned) => parseRows(returned?.[0]).map((row) => toClaimedRow(row, hold)));
  }

  /** They share a statement. */
  async renew(renewals: readonly Renewal[]): Promise<readonly Renewed[]> {
    const renewOne = ({ resourceId, token, leaseUntil, record }: Renewal) =>
      this.#write(this.#statements.renew, resourceId, { resource_id: resourceId, token, lease_until: leaseUntil, record }, toRenewed);
    return Promise.all(renewals.map(renewOne));
  }

  async release(index: ModelIndex, { resourceId, token, dueAt, record }: Release): Promise<boolean> {
    return this.#write(this.#of(index).release, resourceId, { resource_id: resourceId, token, due_at: dueAt, record }, wasTaken);
  }

  async requestCancel(resourceId: string): Promise<boolean> {
    return this.#write(this.#statements.requestCancel, resourceId, { resource_id: resourceId }, wasTaken);
  }

  async read(resourceIds: readonly string[]): Promise<readonly JobRow[]> {
    return (await this.#database.read({ ...this.#statements.read, values: [resourceIds] })).rows.map(toJobRow);
  }

  async list({ model }: ModelIndex, { after, limit }: { readonly after: string | null; readonly limit: number }): Promise<readonly JobRow[]> {
    return (await this.#database.read({ ...this.#statements.list, values: [model, after ?? "", limit] })).rows.map(toJobRow);
  }

  async takeUnsent({ model }: ModelIndex, { now, sentUntil, limit }: UnsentRequest): Promise<readonly Pick<JobRow, "resourceId" | "priority" | "dueAt">[]> {
    const request = { model, now, sent_until: sentUntil, most: limit };
    return this.#write(this.#statements.takeUnsent, model, request, (returned) => parseRows(returned?.[0]).map(toUnsent));
  }

  async noteSent(resourceIds: readonly string[], sentUntil: string): Promise<void> {
    await this.#transact({ ...this.#statements.noteSent, values: [resourceIds, sentUntil] });
  }

  async restore(index: ModelIndex, rows: readonly (NewJobRow & Pick<JobRow, "etag">)[]): Promise<number> {
    const values = rows.map((row) => ({ model: index.model, resource_id: row.resourceId, etag: row.etag, ...newJobFacts(row) }));
    return this.#transact({ ...this.#of(index).restore, values: [JSON.stringify(values)] });
  }

  async drop(resourceIds: readonly string[]): Promise<void> {
    await this.#transact({ ...this.#statements.drop, values: [resourceIds] });
  }

  async count({ model }: ModelIndex, now: string): Promise<JobCounts> {
    const { rows } = await this.#database.read({ ...this.#statements.count, values: [model, now] });
    return toCounts(rows[0] ?? []);
  }

  async appendLog(resourceId: string, token: string, text: string): Promise<boolean> {
    return this.#write(this.#statements.appendLog, resourceId, { resource_id: resourceId, token, text: JSON.stringify(text) }, wasTaken);
  }

  async readLog(resourceId: string, { after, limit }: LogPage): Promise<readonly LogPiece[]> {
    return (await this.#database.read({ ...this.#statements.readLog, values: [resourceId, after, limit] })).rows.map(toLogPiece);
  }

  async dropLog(resourceId: string): Promise<void> {
    await this.#transact({ ...this.#statements.dropLog, values: [[resourceId]] });
  }

  #write<Result>(statement: RowStatement, key: string, row: object, toResult: (returned: Returned) => Result): Promise<Result> {
    return this.#writer.write({ row: { statement, key, json: JSON.stringify(row) }, toResult });
  }

  /** @returns how many rows it touched. */
  #transact(statement: Statement): Promise<number> {
    return this.#writer.transact({ work: async (run) => (await run(statement)).rowCount, mustUndo: () => false });
  }

  #of(index: ModelIndex): ClaimStatements & ModelJobStatements {
    const made = this.#models.get(index) ?? { ...claimStatements(this.#database, index), ...modelJobStatements(this.#database, index) };
    this.#models.set(index, made);
    return made;
  }
}

function wasTaken(returned: Returned): boolean {
  return returned !== undefined;
}

function toRenewed(returned: Returned): Renewed {
  if (returned === undefined) return "lost";
  return returned[0] === true ? "cancelled" : "held";
}
