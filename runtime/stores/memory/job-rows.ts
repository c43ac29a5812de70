import type { JobRow, JobWrite, LogPiece } from "../job-table.js";
import type { MetaWrite } from "../meta-store.js";

/** A row, and what the table keeps beside it. Frozen: a change puts another in its place. */
export interface KeptJob extends JobRow {
  readonly table: string;
  /** Until when somebody is taking it to a queue. */
  readonly sentUntil: string | null;
}

/** The rows of all models' jobs, and what these have logged. Every write can be undone, so that a unit of them is all or nothing. */
export class MemoryJobRows {
  readonly #rows = new Map<string, KeptJob>();
  readonly logs = new Map<string, readonly LogPiece[]>();

  get all(): Iterable<KeptJob> {
    return this.#rows.values();
  }

  get(resourceId: string): KeptJob | undefined {
    return this.#rows.get(resourceId);
  }

  put(row: KeptJob): void {
    this.#rows.set(row.resourceId, Object.freeze(row));
  }

  drop(resourceId: string): void {
    this.#rows.delete(resourceId);
  }

  /** With what it has logged. */
  forget(resourceId: string): void {
    this.drop(resourceId);
    this.logs.delete(resourceId);
  }

  /** Why the write can't be applied; undefined when it can. */
  refusal({ job, change }: MetaWrite): { readonly kind: "conflict" } | undefined {
    if (job === undefined) return undefined;
    const hold = this.#rows.get(change.resourceId)?.hold ?? null;
    const expected = job.kind === "end" ? job.token : null;
    return (hold?.token ?? null) === expected ? undefined : { kind: "conflict" };
  }

  /** Applies a write that nothing speaks against; returns what takes it back. */
  apply(write: MetaWrite): () => void {
    const { job, change, index } = write;
    if (job === undefined) return () => {};
    const undo = this.#undoing(change.resourceId);
    if (job.kind === "end" || write.kind === "purge") this.drop(change.resourceId);
    else this.#begin(waiting(job, index.table, write.etag));
    return undo;
  }

  #begin(row: KeptJob): void {
    this.forget(row.resourceId);
    this.put(row);
  }

  /** What brings back all that is known of a job. */
  #undoing(resourceId: string): () => void {
    const [row, log] = [this.#rows.get(resourceId), this.logs.get(resourceId)];
    return () => {
      this.forget(resourceId);
      if (row !== undefined) this.put(row);
      if (log !== undefined) this.logs.set(resourceId, log);
    };
  }
}

function waiting({ row }: Extract<JobWrite, { kind: "wait" }>, table: string, etag: string): KeptJob {
  return { ...row, table, etag, hold: null, isCancelled: false, sentUntil: null };
}
