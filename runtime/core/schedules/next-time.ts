import { openCron } from "./open-cron.js";
import type { Schedule } from "./schedule.js";

/**
 * The first time of a schedule after another one. No time lies before `start`, and intervals count from it: whoever computes a time comes
 * to the same. A cron whose seconds, minutes and hours are all spelled out goes by the local clock: a time that a clock change leaves out
 * comes right after the gap, one that the clock shows twice comes once. With a `*` or a step in one of them it goes by real time: it comes
 * whenever the clock shows it.
 *
 * @returns null when there is none.
 * @throws Error when the cron or its time zone can't be read.
 */
export function nextTime(schedule: Schedule, start: Date, after: Date): Date | null {
  const from = after < start ? new Date(start.getTime() - 1) : after;
  const next = schedule.kind === "cron" ? openCron(schedule).nextRun(from) : beat(schedule.every, start, Math.floor(beatsUntil(schedule.every, start, from)) + 1);
  return next === null || isOver(schedule, next) ? null : next;
}

/**
 * The last time of a schedule that is not after `now`, as `nextTime` would come to it.
 *
 * @returns null when there is none.
 * @throws Error when the cron or its time zone can't be read.
 */
export function latestTime(schedule: Schedule, start: Date, now: Date): Date | null {
  const end = isOver(schedule, now) ? schedule.until ?? now : now;
  const latest = schedule.kind === "cron" ? lastRun(openCron(schedule), end) : beat(schedule.every, start, Math.floor(beatsUntil(schedule.every, start, end)));
  return latest === null || latest < start ? null : latest;
}

function lastRun(cron: ReturnType<typeof openCron>, end: Date): Date | null {
  return cron.previousRuns(1, new Date(end.getTime() + 1))[0] ?? null;
}

function beat(every: number, start: Date, n: number): Date {
  return new Date(start.getTime() + n * every * 1_000);
}

function beatsUntil(every: number, start: Date, time: Date): number {
  return (time.getTime() - start.getTime()) / (every * 1_000);
}

function isOver({ until }: Schedule, time: Date): boolean {
  return until !== undefined && time > until;
}
