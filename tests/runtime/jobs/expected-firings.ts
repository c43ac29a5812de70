import type { CronSchedule, IntervalSchedule } from "@specstar/runtime/spec";
import { naiveTimes } from "../core/schedules/naive-times.js";

const MINUTE = 60_000;
const ZONES = ["Europe/Berlin", "UTC", "Europe/Lisbon", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe", "America/St_Johns"];
const CRONS = ["30 2 * * *", "15,45 1-2 * * *", "0 */3 * * *", "*/40 2 * * *", "7 * * * *", "0 0 * * *", "0 12 * * 1-5", "0 3 31 * *"];
const MISSED = [undefined, "skip", "once", "all"] as const;

const known = new Map<string, readonly number[]>();

type Schedule = CronSchedule | IntervalSchedule;

/** A schedule for each number, of every kind, zone and rule. */
export function scheduleOf(n: number): Schedule {
  const missed = MISSED[n % MISSED.length];
  const rule = missed === undefined ? {} : { missed };
  if (n % 3 === 0) return { kind: "interval", every: n % 10 === 0 ? 3_600 + 7 * n : 3_600 * (1 + (n % 4)), ...rule };
  return { kind: "cron", cron: CRONS[(n >> 2) % CRONS.length] ?? "", timeZone: ZONES[n % ZONES.length] ?? "", ...rule };
}

/** Which jobs a schedule that was made at `start` has when it was looked at then; each look is the first to see what has come since the one before. */
export function firedIds(id: string, schedule: Schedule, start: number, looks: readonly number[]): readonly string[] {
  const times = timesOf(schedule, start, looks.at(-1) ?? start);
  const fired = looks.flatMap((look, at) => {
    const come = times.filter((time) => time > (looks[at - 1] ?? start) && time <= look);
    if (schedule.missed === "all") return come;
    return come.slice(-1).filter((time) => schedule.missed !== "skip" || look - time <= MINUTE);
  });
  return fired.map((time) => `${id}-${stamp(time)}`);
}

function timesOf(schedule: Schedule, start: number, last: number): readonly number[] {
  if (schedule.kind === "cron") return cronTimes(schedule, start, last);
  return Array.from({ length: Math.floor((last - start) / (1_000 * schedule.every)) }, (_, at) => start + (at + 1) * 1_000 * schedule.every);
}

/** Many schedules have the same ones. */
function cronTimes(schedule: CronSchedule, start: number, last: number): readonly number[] {
  const key = [schedule.cron, schedule.timeZone, start, last].join();
  const times = known.get(key) ?? naiveTimes(schedule, start + 1, last + 1);
  known.set(key, times);
  return times;
}

function stamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
