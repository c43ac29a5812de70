import type { NewJobRow } from "../job-table.js";
import type { MetaWrite, StateWrite } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import type { Database, Statement } from "./driver.js";
import { toParameters } from "./job-row.js";
import { prepareJobs, prepareShowState, type JobStatements } from "./job-statements.js";

/** The rows of jobs as the transactions of others see and write them. */
export class JobRows {
  readonly #db: Database;
  readonly #models = new WeakMap<ModelIndex, Statement | null>();
  #prepared: JobStatements | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Whether somebody holds the job who should not, or should and doesn't. */
  refuses({ job, change }: MetaWrite): boolean {
    if (job === undefined) return false;
    const expected = job.kind === "end" ? job.token : null;
    return (this.statements.readToken.get(change.resourceId) ?? null) !== expected;
  }

  /** Applies what a write that nothing speaks against says of its job. */
  apply(write: MetaWrite): void {
    const { job, change } = write;
    if (job === undefined) return;
    if (write.kind === "purge") this.forget(change.resourceId);
    else if (job.kind === "end") this.statements.drop.run(change.resourceId);
    else this.#begin(job.row, write);
  }

  /** What is new has logged nothing. */
  #begin(row: NewJobRow, { change, index, etag }: StateWrite): void {
    if (change.op !== "create") this.statements.dropLog.run(change.resourceId);
    this.statements.put.run(...toParameters(row, index.model, etag));
  }

  /** With what it has logged. */
  forget(resourceId: string): void {
    this.statements.drop.run(resourceId);
    this.statements.dropLog.run(resourceId);
  }

  /** Puts another state where searches look for it. */
  show(index: ModelIndex, resourceId: string, state: "pending" | "running"): void {
    const known = this.#models.get(index);
    const statement = known === undefined ? prepareShowState(this.#db, index) : known;
    this.#models.set(index, statement);
    statement?.run(state, resourceId);
  }

  /** Prepared when first needed: before the migrations there is no table to prepare for. */
  get statements(): JobStatements {
    this.#prepared ??= prepareJobs(this.#db);
    return this.#prepared;
  }
}
