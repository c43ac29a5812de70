import { SPEC_MODULE } from "./spec-exports.js";
import type { Reports } from "./reports.js";
import { parseSource, type Source } from "./source.js";

/** What every job has, as `@specstar/runtime/spec` declares it: read like a class of the user's. */
export const JOB_TEXT = `import type { Binary, Index, Int, Max, MaxLength, Min, MinLength, ReadOnly, Unique } from "${SPEC_MODULE}";

/** Where a job is in its life. */
export type JobState = "pending" | "running" | "completed" | "failed" | "cancelled";

/** One run of a job. */
export interface JobAttempt {
  startedAt: Date;
  endedAt: Date | null;
  error: string | null;
}

/** A job that makes others at the times of a cron expression, and never runs itself. */
export interface CronSchedule {
  kind: "cron";
  /** Minute, hour, day of the month, month, day of the week: \`30 2 * * 1-5\`. Six fields begin with the second. */
  cron: string;
  /** A name of the IANA database, \`Europe/Berlin\`; UTC without. */
  timeZone?: string;
  /** What becomes of times that passed while nobody looked: one job for the latest of them, "once", unless given. */
  missed?: "skip" | "once" | "all";
  /** The last time that counts. */
  until?: Date;
}

/** A job that makes others in equal intervals from its start on, and never runs itself. */
export interface IntervalSchedule {
  kind: "interval";
  /** In seconds. */
  every: Int & Min<1>;
  /** What becomes of times that passed while nobody looked: one job for the latest of them, "once", unless given. */
  missed?: "skip" | "once" | "all";
  /** The last time that counts. */
  until?: Date;
}

/** A model that carries work: \`class Train extends Job<TrainPayload, TrainResult> {}\`. */
export class Job<Payload, Result> {
  /** What is to be done. */
  payload!: Payload;
  /** What came of it. */
  result: (Result & ReadOnly) | null = null;
  state: JobState & Index & ReadOnly = "pending";
  attempts: JobAttempt[] & ReadOnly = [];
  /** How often a failed job runs again; null takes the queue's default. */
  maxRetries: (Int & Min<0>) | null = null;
  /** Not before this time. */
  runAt: (Date & Index) | null = null;
  /** The higher goes first. */
  priority: Int & Min<-100> & Max<100> = 0;
  /** For how long an attempt may run, in seconds; null takes the model's setting. */
  timeout: (number & Min<0.001>) | null = null;
  /** No two jobs that have not ended share it. */
  dedupeKey: (string & MinLength<1> & MaxLength<200> & Unique) | null = null;
  /** Only so many jobs with the same key run at a time. */
  concurrencyKey: (string & MinLength<1> & MaxLength<200>) | null = null;
  /** Given for a job that never runs, but makes others at its times. */
  schedule: CronSchedule | IntervalSchedule | null = null;
  /** The id of the schedule that made it. */
  firedBy: (string & Index & ReadOnly) | null = null;
  /** What it has logged, once it has ended. */
  log: (Binary & ReadOnly) | null = null;
}
`;

const sources = new WeakMap<Reports, Source>();

/** The file that declares `Job`. */
export function jobSource(reports: Reports): Source {
  const source = sources.get(reports) ?? parseSource(`${SPEC_MODULE}.ts`, JOB_TEXT, reports);
  sources.set(reports, source);
  return source;
}
