import type { JobDesk } from "../jobs/job-desk.js";
import type { ClaimedRow } from "../stores/job-table.js";

/** That a job may start. The table of the jobs is the truth: a message that comes twice, or for nothing, does no harm. */
export interface JobMessage {
  readonly model: string;
  readonly resourceId: string;
  /** The higher goes first, where the queue knows of such a thing. */
  readonly priority: number;
}

/** How the jobs of a storage come to those who run them. */
export interface MessageQueue {
  /** What it is, in one line for logs: places, no password. */
  readonly description: string;

  /** How often a failed job runs again when neither it nor its model says so; 3 when it isn't given. */
  readonly maxRetries?: number | undefined;

  /**
   * Whether messages have to be brought to it. If not, whoever looks for jobs finds them in the table, and a message only makes it look
   * at once.
   */
  readonly isBrokered: boolean;

  /**
   * Brings messages to the queue.
   *
   * @returns those that it has said to keep, until what became of their jobs is in the table. The others are brought again before long.
   */
  publish(desk: JobDesk, messages: readonly JobMessage[]): Promise<readonly JobMessage[]>;

  /** Opens where a worker's jobs come from. Outages of the queue are waited for, and told to `onTrouble`. */
  subscribe(desk: JobDesk, options: SubscribeOptions): Promise<JobSource>;

  /**
   * For queues whose jobs are run by others too: takes in what came of them, until it is closed.
   */
  readonly attend?: (desk: JobDesk, options: Pick<SubscribeOptions, "onTrouble">) => Promise<{ close(): Promise<void> }>;

  /** Tells those who run a job elsewhere that it is to be cancelled. */
  readonly cancel?: (desk: JobDesk, resourceId: string) => Promise<void>;

  /** A message that is of nobody's, to see whether the queue brings any. For those that are brought somewhere. */
  readonly probe?: () => QueueProbe;

  /** Resolves when the queue answers. */
  ping(): Promise<void>;

  /** Lets go of connections, after what was accepted has been brought. */
  close(): Promise<void>;
}

/** One message's way, step by step: through a queue of its own, which nobody else sees. */
export interface QueueProbe {
  publish(): Promise<void>;
  /** @throws Error when what comes is not what was published. */
  consume(): Promise<void>;
  /** Leaves nothing behind, however far it came. */
  remove(): Promise<void>;
}

export interface SubscribeOptions {
  /** The most jobs at a time. */
  readonly concurrency: number;
  readonly onTrouble: (error: unknown) => void;
}

/** Where a worker's jobs come from. */
export interface JobSource {
  /** Jobs that are the caller's to run, `limit` at the most. Waits until there is one; none once the signal has come. */
  take(limit: number, signal: AbortSignal): Promise<readonly ClaimedRow[]>;

  /** Told once of each job that was taken, after what became of it is in the table. */
  settle(row: ClaimedRow, settlement: Settlement): Promise<void>;

  /** Takes no more. What was taken and is not settled goes back to the queue. */
  close(): Promise<void>;
}

/** What became of a job after an attempt. */
export type Settlement =
  | { readonly kind: "completed"; readonly result: unknown }
  | { readonly kind: "failed" | "cancelled"; readonly error: string }
  /** It runs again, not before this time; `error` when that is because it failed. */
  | { readonly kind: "waits"; readonly until: Date; readonly error: string | null }
  /** Somebody else has it. */
  | { readonly kind: "lost" };
