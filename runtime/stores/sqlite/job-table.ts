import type { ClaimedRow, ClaimRequest, JobCounts, JobRow, JobTable, LogPage, LogPiece, NewJobRow, Release, Renewal, Renewed, UnsentRequest } from "../job-table.js";
import type { ModelIndex } from "../model-index.js";
import { retryWhileBusy } from "./busy.js";
import type { UnitWriter } from "./group-writer.js";
import { chooseClaimed, chooseUnsent } from "./job-choice.js";
import { toJobRow, toParameters, type KeptJob } from "./job-row.js";
import type { JobRows } from "./job-rows.js";
import type { JobStatements } from "./job-statements.js";

/** The jobs that have not ended, in a table. Each call that changes it is one write of the database, and so is done before the next one looks. */
export class SqliteJobTable implements JobTable {
  readonly #writer: UnitWriter;
  readonly #rows: JobRows;

  constructor(writer: UnitWriter, rows: JobRows) {
    this.#writer = writer;
    this.#rows = rows;
  }

  claim(index: ModelIndex, request: ClaimRequest): Promise<readonly ClaimedRow[]> {
    return this.#writer.write(() => chooseClaimed(this.#statements, index.model, request).map((row) => this.#hold(index, row, request)));
  }

  renew(renewals: readonly Renewal[]): Promise<readonly Renewed[]> {
    return this.#writer.write(() => renewals.map((renewal) => this.#renew(renewal)));
  }

  release(index: ModelIndex, { resourceId, token, dueAt, record }: Release): Promise<boolean> {
    return this.#writer.write(() => {
      const wasHeld = this.#statements.release.run(dueAt, record, resourceId, token).changes > 0;
      if (wasHeld) this.#rows.show(index, resourceId, "pending");
      return wasHeld;
    });
  }

  requestCancel(resourceId: string): Promise<boolean> {
    return this.#writer.write(() => this.#statements.requestCancel.run(resourceId).changes > 0);
  }

  async read(resourceIds: readonly string[]): Promise<readonly JobRow[]> {
    const rows = await retryWhileBusy(() => this.#statements.read.all(JSON.stringify(resourceIds)));
    return rows.map(toJobRow);
  }

  async list(index: ModelIndex, { after, limit }: { readonly after: string | null; readonly limit: number }): Promise<readonly JobRow[]> {
    const rows = await retryWhileBusy(() => this.#statements.list.all(index.model, after ?? "", limit));
    return rows.map(toJobRow);
  }

  takeUnsent(index: ModelIndex, request: UnsentRequest): Promise<readonly JobRow[]> {
    return this.#writer.write(() => {
      const taken = chooseUnsent(this.#statements, index.model, request);
      for (const { resourceId } of taken) this.#statements.send.run(request.sentUntil, resourceId);
      return taken.map(toJobRow);
    });
  }

  async noteSent(resourceIds: readonly string[], sentUntil: string): Promise<void> {
    await this.#writer.write(() => {
      for (const resourceId of resourceIds) this.#statements.noteSent.run(sentUntil, resourceId);
    });
  }

  restore(index: ModelIndex, rows: readonly (NewJobRow & Pick<JobRow, "etag">)[]): Promise<number> {
    return this.#writer.write(() => {
      const added = rows.filter((row) => this.#statements.add.run(...toParameters(row, index.model, row.etag)).changes > 0);
      for (const { resourceId } of added) this.#rows.show(index, resourceId, "pending");
      return added.length;
    });
  }

  async drop(resourceIds: readonly string[]): Promise<void> {
    await this.#writer.write(() => {
      for (const resourceId of resourceIds) this.#rows.forget(resourceId);
    });
  }

  async count(index: ModelIndex, now: string): Promise<JobCounts> {
    const none = { due: 0, delayed: 0, held: 0, schedules: 0, oldestDueAt: null };
    return (await retryWhileBusy(() => this.#statements.count.get(now, now, now, index.model))) ?? none;
  }

  appendLog(resourceId: string, token: string, text: string): Promise<boolean> {
    return this.#writer.write(() => this.#statements.appendLog.run(text, resourceId, token).changes > 0);
  }

  async readLog(resourceId: string, { after, limit }: LogPage): Promise<readonly LogPiece[]> {
    return retryWhileBusy(() => this.#statements.readLog.all(resourceId, after, limit));
  }

  async dropLog(resourceId: string): Promise<void> {
    await this.#writer.write(() => this.#statements.dropLog.run(resourceId));
  }

  #hold(index: ModelIndex, row: KeptJob, { token, leaseUntil }: ClaimRequest): ClaimedRow {
    const { resourceId, isSchedule } = row;
    this.#statements.hold.run(token, leaseUntil, resourceId);
    if (isSchedule === 0) this.#rows.show(index, resourceId, "running");
    return { ...toJobRow(row), hold: { token, leaseUntil }, wasLost: row.token !== null };
  }

  #renew({ resourceId, token, leaseUntil, record }: Renewal): Renewed {
    const isCancelled = this.#statements.readCancelled.get(resourceId, token);
    if (isCancelled === undefined) return "lost";
    this.#statements.renew.run(leaseUntil, record, resourceId, token);
    return isCancelled === 1 ? "cancelled" : "held";
  }

  get #statements(): JobStatements {
    return this.#rows.statements;
  }
}
