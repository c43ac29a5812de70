import { latestTime, nextTime } from "../../core/schedules/next-time.js";
import type { Schedule } from "../../core/schedules/schedule.js";

/** Up to when a time counts as not missed: whoever fires schedules looks every second, but not always at once. */
const PUNCTUAL = 60_000;
/** Of the times that are caught up with in one go; the rest follows. */
const MOST = 100;

/** What is to be made of a schedule now. */
export interface Firing {
  /** The times that get a job. */
  readonly times: readonly Date[];
  /** When to look again; null when it has ended. */
  readonly next: Date | null;
}

/** Which times of a schedule, from `due` to `now`, get a job, by what it says of those that were missed. */
export function planFiring(schedule: Schedule, start: Date, due: Date, now: Date): Firing {
  const first = nextTime(schedule, start, new Date(due.getTime() - 1));
  if (first === null || first > now) return { times: [], next: first };
  if (schedule.missed === "all") return planAll(schedule, start, first, now);
  const second = nextTime(schedule, start, first);
  if (second === null || second > now) return { times: keptOf(schedule, first, now), next: second };
  const latest = latestTime(schedule, start, now) ?? second;
  return { times: keptOf(schedule, latest, now), next: nextTime(schedule, start, latest) };
}

function keptOf({ missed }: Schedule, latest: Date, now: Date): readonly Date[] {
  return missed === "skip" && now.getTime() - latest.getTime() > PUNCTUAL ? [] : [latest];
}

function planAll(schedule: Schedule, start: Date, first: Date, now: Date): Firing {
  const times: Date[] = [];
  let next: Date | null = first;
  while (next !== null && next <= now && times.length < MOST) {
    times.push(next);
    next = nextTime(schedule, start, next);
  }
  return { times, next };
}
