import type { ModelIndex } from "./model-index.js";

/**
 * A job that has not ended. It waits, from `dueAt` on for anyone, or somebody holds it. What is known of a job that has ended is in its
 * revisions alone. Times are RFC 3339 text in UTC with milliseconds.
 */
export interface JobRow {
  readonly resourceId: string;
  /** Of the state that its resource has had since the last write to it. */
  readonly etag: string;
  /** The higher goes first. */
  readonly priority: number;
  /** When it may start, or was to start. */
  readonly dueAt: string;
  /** Whether it is not to be run, but makes others at its times. */
  readonly isSchedule: boolean;
  /** Of the jobs of the model with the same key, only so many are held at a time; null: as many as there are. */
  readonly concurrencyKey: string | null;
  readonly concurrency: number;
  /** Who has it, and until when nobody else can take it; null while it waits. */
  readonly hold: JobHold | null;
  /** Whether it is to be cancelled: for its holder to see. */
  readonly isCancelled: boolean;
  /** What its holders keep of it, as JSON text: attempts, progress. The store does not look into it. */
  readonly record: string;
}

export interface JobHold {
  /** Unique to this hold. */
  readonly token: string;
  readonly leaseUntil: string;
}

export type NewJobRow = Omit<JobRow, "hold" | "isCancelled" | "etag">;

/** What a write to the resource of a job makes of its row, in the same transaction. */
export type JobWrite =
  /** The job waits, in the place of what was known of it, and has logged nothing. A conflict when somebody holds it. */
  | { readonly kind: "wait"; readonly row: NewJobRow }
  /** The job has ended, or is gone: its row is removed. A conflict when it is not held under this token; with null, when anybody holds it. */
  | { readonly kind: "end"; readonly token: string | null };

export interface ClaimRequest {
  /** Unique to this call. */
  readonly token: string;
  readonly now: string;
  readonly leaseUntil: string;
  readonly limit: number;
  /** Whether schedules are taken, and nothing else, or everything but them. */
  readonly schedules: boolean;
  /** Only these, by their resource ids. */
  readonly only?: readonly string[] | undefined;
  /** Takes those as well that may not start yet, and looks at no concurrency key: for those who are about to end them. */
  readonly early?: boolean | undefined;
}

/** A row as it is once it is held. */
export interface ClaimedRow extends JobRow {
  readonly hold: JobHold;
  /** Whether the lease of another one was over: that holder never gave it back. */
  readonly wasLost: boolean;
}

export interface Renewal {
  readonly resourceId: string;
  readonly token: string;
  readonly leaseUntil: string;
  /** What is kept from now on; null leaves it as it is. */
  readonly record: string | null;
}

/** What a renewal found: `cancelled` is still held, and should be ended; `lost` is not held under the token. */
export type Renewed = "held" | "cancelled" | "lost";

export interface Release {
  readonly resourceId: string;
  readonly token: string;
  readonly dueAt: string;
  readonly record: string;
}

export interface UnsentRequest {
  readonly now: string;
  /** Until when nobody else sends them. */
  readonly sentUntil: string;
  readonly limit: number;
}

export interface JobCounts {
  /** Those that may start, and nobody holds. */
  readonly due: number;
  /** Those that may start later. */
  readonly delayed: number;
  readonly held: number;
  readonly schedules: number;
  /** Since when the oldest of those that are due waits; null when none does. */
  readonly oldestDueAt: string | null;
}

export interface LogPage {
  /** The number of the last piece that is known; 0 for none. */
  readonly after: number;
  readonly limit: number;
}

export interface LogPiece {
  /** From 1; grows. */
  readonly n: number;
  readonly text: string;
}

/**
 * The jobs that have not ended, beside their resources: rows come and go with the commits of the MetaStore (`JobWrite`), and what happens
 * to them in between makes no revision and no change. While a row is held its resource's indexed `state` is "running", and "pending"
 * otherwise (a schedule always "pending"): searches go by that. Each method is atomic, among processes too, and done when it resolves.
 */
export interface JobTable {
  /**
   * Takes jobs of a model that nobody holds and that may start, or whose lease is over: the highest priority first, then the oldest
   * `dueAt`, then the lowest id. Never more of one concurrency key than its limit, counting those that are held. Two callers never get the same.
   */
  claim(index: ModelIndex, request: ClaimRequest): Promise<readonly ClaimedRow[]>;

  /** Keeps hold of jobs; answers in the order of the renewals. */
  renew(renewals: readonly Renewal[]): Promise<readonly Renewed[]>;

  /** Gives a job back: it waits until `dueAt`, and is not cancelled. Returns whether it was held under the token. */
  release(index: ModelIndex, release: Release): Promise<boolean>;

  /** Notes that a job is to be cancelled. Returns whether somebody holds it; of one that waits nothing is noted. */
  requestCancel(resourceId: string): Promise<boolean>;

  /** Those of these jobs that have not ended, in no particular order. */
  read(resourceIds: readonly string[]): Promise<readonly JobRow[]>;

  /** All of a model, by resource id, from after the given one. */
  list(index: ModelIndex, page: { readonly after: string | null; readonly limit: number }): Promise<readonly JobRow[]>;

  /**
   * Jobs of a model that a claim could take but for their concurrency keys, and that nobody is taking to a queue at the time: they are the
   * caller's to take there until `sentUntil`. A claim, a release and a write make a job unsent again. Schedules are never among them. In the
   * order of a claim.
   */
  takeUnsent(index: ModelIndex, request: UnsentRequest): Promise<readonly Pick<JobRow, "resourceId" | "priority" | "dueAt">[]>;

  /** Says that jobs have arrived at the queue: nobody takes them there before `sentUntil`. Those that somebody holds are left as they are. */
  noteSent(resourceIds: readonly string[], sentUntil: string): Promise<void>;

  /** Adds rows that are missing, as those of resources that were restored from elsewhere; those that are there stay. Returns how many were added. */
  restore(index: ModelIndex, rows: readonly (NewJobRow & Pick<JobRow, "etag">)[]): Promise<number>;

  /** Removes the rows of these jobs, whoever holds them, and what they have logged: for those whose resource is gone. */
  drop(resourceIds: readonly string[]): Promise<void>;

  count(index: ModelIndex, now: string): Promise<JobCounts>;

  /** Adds to what a job logs. Returns whether it was held under the token. */
  appendLog(resourceId: string, token: string, text: string): Promise<boolean>;

  /** What a job has logged, oldest first. */
  readLog(resourceId: string, page: LogPage): Promise<readonly LogPiece[]>;

  /** Forgets what a job has logged. */
  dropLog(resourceId: string): Promise<void>;
}
