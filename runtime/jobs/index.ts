/** Jobs: resources that carry work, the desk where they are handed out and in, and those who run them. */
export { createDesk, type DeskOptions } from "./create-desk.js";
export type { CreateJobOptions } from "./create-job.js";
export type { EncodedJobs } from "./encoded-jobs.js";
export { dontRetry, snooze } from "./handler-errors.js";
export type { JobContext, JobHandler } from "./job-context.js";
export type * from "./job-desk.js";
export { JobManager, type JobFields, type JobManagerOptions } from "./job-manager.js";
export { FIRST_RECORD, parseRecord, printRecord, type JobRecord } from "./job-record.js";
export type { JobStatus } from "./read-status.js";
export { startKeeper, type Keeper, type KeeperOptions } from "./keeper.js";
export type { KeeperDesk, OpenedSchedule } from "./keeper-desk.js";
export { startWorkers, type HandlerOf } from "./start-workers.js";
export type { OnTrouble } from "./trouble.js";
export { startWorker, type OnSettled, type StopOptions, type Worker, type WorkerOptions } from "./worker.js";
