import type { Schedule } from "../core/schedules/schedule.js";
import type { JobMessage } from "../queues/message-queue.js";
import type { ClaimedRow } from "../stores/job-table.js";
import type { JobDesk } from "./job-desk.js";

/** A schedule as those need it who fire it. */
export interface OpenedSchedule {
  readonly schedule: Schedule;
  /** No time lies before it, and intervals count from it. */
  readonly start: Date;
  readonly priority: number;
  /** What its jobs are made with, but their ids. */
  readonly job: unknown;
}

/** What a desk offers to the one who looks after the jobs of a storage. */
export interface KeeperDesk extends JobDesk {
  /** Jobs that may start, and that nobody is taking to the queue: the caller's to take there. */
  takeUnsent(now: Date, limit: number): Promise<readonly JobMessage[]>;

  /** Says that they have arrived at the queue. */
  noteSent(now: Date, messages: readonly JobMessage[]): Promise<void>;

  /** Takes schedules whose next time has come. */
  claimSchedules(now: Date, limit: number): Promise<readonly ClaimedRow[]>;

  /** @throws Error when what is stored is no schedule. */
  openSchedule(row: ClaimedRow): Promise<OpenedSchedule>;

  /** Makes the job of a schedule for one of its times, unless it is there. */
  fire(row: ClaimedRow, opened: OpenedSchedule, time: Date): Promise<JobMessage>;
}
