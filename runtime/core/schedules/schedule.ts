/** When something is to be done again and again. */
export type Schedule = CronTimes | IntervalTimes;

export interface CronTimes extends ScheduleEnd {
  readonly kind: "cron";
  /** Five fields, or six with seconds in front. */
  readonly cron: string;
  /** IANA name of the time zone that the fields are meant in; UTC without. */
  readonly timeZone?: string | undefined;
}

export interface IntervalTimes extends ScheduleEnd {
  readonly kind: "interval";
  /** In seconds. */
  readonly every: number;
}

interface ScheduleEnd {
  /** What becomes of times that have passed while nobody looked; `once` without. */
  readonly missed?: Missed | undefined;
  /** The last time it may have. */
  readonly until?: Date | undefined;
}

/** None of them, the latest of them, or each of them. */
export type Missed = "skip" | "once" | "all";
