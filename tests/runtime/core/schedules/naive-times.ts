import type { CronTimes } from "../../../../runtime/core/schedules/schedule.js";
import { minutesBetween, type LocalTime } from "./local-clock.js";

/**
 * The times of a cron of five fields in a span, found by looking at every minute: the slow way, which knows nothing of the package that
 * computes them. Fields are `*`, steps of it, and lists of numbers and ranges; not both a day of the month and one of the week.
 */
export function naiveTimes({ cron, timeZone = "UTC" }: Pick<CronTimes, "cron" | "timeZone">, first: number, end: number): readonly number[] {
  const fields = cron.split(" ");
  const matches = (local: LocalTime) => [local.minute, local.hour, local.day, local.month, local.weekday].every((value, at) => accepts(fields[at] ?? "", value));
  const isFixed = !/[*]/.test(`${fields[0]}${fields[1]}`);
  return isFixed ? fixedTimes(matches, timeZone, first, end) : realTimes(matches, timeZone, first, end);
}

function realTimes(matches: (local: LocalTime) => boolean, timeZone: string, first: number, end: number): readonly number[] {
  return [...minutesBetween(first, end, timeZone)].filter(({ local }) => matches(local)).map(({ time }) => time);
}

/** By the clock on the wall: what it skips counts as shown when it goes on, what it shows twice counts once. */
function fixedTimes(matches: (local: LocalTime) => boolean, timeZone: string, first: number, end: number): readonly number[] {
  const times: number[] = [];
  let shown = "";
  for (const { time, local } of minutesBetween(first - 10_800_000, end, timeZone)) {
    const since = shown === "" ? Date.parse(local.text) : Date.parse(shown) + 60_000;
    if (local.text > shown && wallMinutes(since, Date.parse(local.text)).some(matches)) times.push(time);
    if (local.text > shown) shown = local.text;
  }
  return times.filter((time) => time >= first);
}

function wallMinutes(first: number, last: number): readonly LocalTime[] {
  return [...minutesBetween(first, last + 1, "UTC")].map(({ local }) => local);
}

function accepts(field: string, value: number): boolean {
  return field.split(",").some((part) => {
    const [range = "", step = "1"] = part.split("/");
    if (range === "*") return value % Number(step) === 0;
    const [low = "", high = low] = range.split("-");
    return value >= Number(low) && value <= Number(high);
  });
}
