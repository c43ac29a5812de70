/** What a handler works with. */
export interface JobContext<Payload> {
  /** The resource id of the job. */
  readonly id: string;
  readonly payload: Payload;
  /** From 1; grows with each failure. */
  readonly attempt: number;
  /**
   * Comes when the attempt is to stop: the job is cancelled, its time is up, the worker stops, or another one has the job. What the handler
   * returns or throws afterwards doesn't count; one that goes on regardless is left behind after a few seconds.
   */
  readonly signal: AbortSignal;
  /** Says how far the job is; shown within a second. */
  progress(value: number, total?: number, message?: string): void;
  /** Adds a line to the log of the job; written within a second, and before the job ends. */
  log(line: string): void;
}

/** Does the work of a job, and returns its result. A job may run more than once: what it does should stand that. */
export type JobHandler<Payload, Result> = (job: JobContext<Payload>) => Promise<Result> | Result;
