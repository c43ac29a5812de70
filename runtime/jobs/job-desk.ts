import type { Progress } from "../core/jobs/job-record.js";
import type { JobSettings } from "../core/spec.js";
import type { ClaimedRow, JobRow } from "../stores/job-table.js";
import type { Settlement } from "../queues/message-queue.js";

export type { Attempt, Progress } from "../core/jobs/job-record.js";

/** What a job is about, for those who run it. */
export interface OpenedJob {
  /** As JSON. */
  readonly payload: unknown;
  /** Of this attempt, from 1. */
  readonly attempt: number;
  /** How often it may fail before it is given up. */
  readonly maxRetries: number;
  /** For how long an attempt may run, in milliseconds; null: as long as it wants. */
  readonly timeout: number | null;
}

/** How an attempt ended. */
export type AttemptEnd =
  | { readonly kind: "completed"; readonly result: unknown }
  /** `isFinal`: not to be tried again. */
  | { readonly kind: "failed"; readonly error: string; readonly isFinal: boolean }
  | { readonly kind: "cancelled" }
  /** Wants to go on later; counts as no attempt. */
  | { readonly kind: "snoozed"; readonly until: Date }
  /** The worker stops before the job has ended; counts as no attempt. */
  | { readonly kind: "handedBack" };

/**
 * Where the jobs of one model are handed out and handed in: the one place that knows what attempts, retries and losses come to. Workers and
 * queues go through it; none of them writes to a table or a resource by itself.
 */
export interface JobDesk {
  readonly model: string;
  readonly settings: JobSettings;

  /**
   * Takes jobs that may start, or those of these that may. A job that has lost too many workers is ended as failed on the way, and not
   * among them.
   */
  claim(limit: number, only?: readonly string[]): Promise<readonly ClaimedRow[]>;

  open(row: ClaimedRow): Promise<OpenedJob>;

  /** Stands around the handler of an attempt for the one who observes the storage, and changes nothing of it. */
  readonly observed?: (row: ClaimedRow, run: () => Promise<AttemptEnd>) => Promise<AttemptEnd>;

  /** Keeps hold of jobs, with how far they are, which stays as it is where it isn't given. "lost" and "cancelled" as in the table. */
  renew(rows: readonly { readonly row: ClaimedRow; readonly progress?: Progress | null }[]): Promise<readonly ("held" | "cancelled" | "lost")[]>;

  /** Whether jobs are still held, and whether they are to be cancelled: what `renew` says, without a write. */
  check(rows: readonly ClaimedRow[]): Promise<readonly ("held" | "cancelled" | "lost")[]>;

  /**
   * Hands in how an attempt ended: the job ends, or waits to be tried again. A result that the model does not allow is a failure, and
   * final. Does nothing when the hold is lost.
   */
  close(row: ClaimedRow, end: AttemptEnd): Promise<Settlement>;

  /**
   * Notes that an attempt has failed, and that whoever runs the job tries it again by themselves: the hold goes on. Does nothing when it is
   * lost.
   */
  noteFailure(row: ClaimedRow, error: string): Promise<void>;

  /** Adds lines to the log of a job; false when the hold is lost. */
  log(row: ClaimedRow, text: string): Promise<boolean>;

  /**
   * Makes a job that somebody else has asked for, under an id of the model; nothing when it is there.
   *
   * @throws VALIDATION_FAILED
   */
  adopt(id: string, payload: unknown): Promise<void>;

  /** Those of these jobs that have not ended, whoever holds them. */
  read(resourceIds: readonly string[]): Promise<readonly JobRow[]>;

  /** Those that have not ended, by resource id, from after the given one, whoever holds them. */
  list(page: { readonly after: string | null; readonly limit: number }): Promise<readonly JobRow[]>;

  /** Notes that a job that somebody holds is to be cancelled. */
  requestCancel(resourceId: string): Promise<void>;

  /** What a job has come to: never "waits" or "lost". Null while it has not ended, and when it is not there. */
  outcome(resourceId: string): Promise<Settlement | null>;
}
