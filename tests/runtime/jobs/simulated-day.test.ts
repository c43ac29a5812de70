import { memoryStorage } from "@specstar/runtime";
import { JobManager } from "@specstar/runtime/jobs";
import { describe, expect, it } from "vitest";
import { tick } from "../../../runtime/jobs/tick.js";
import { simpleQueue } from "../../../runtime/queues/simple-queue.js";
import { naiveTimes } from "../core/schedules/naive-times.js";
import { shipSpec, type ShipInput } from "./ship.js";

const MINUTE = 60_000;
const ZONES = ["Europe/Berlin", "UTC", "Europe/Lisbon", "Asia/Kathmandu", "America/New_York"];
const CRONS = ["30 2 * * *", "15,45 1-2 * * *", "0 */3 * * *", "*/40 2 * * *", "7 * * * *", "0 0 * * *", "0 12 * * 1-5", "0 3 31 * *"];
const MISSED = [undefined, "skip", "once", "all"] as const;

type Schedule = NonNullable<ShipInput["schedule"]>;

/** A schedule for each number, of every kind, zone and rule. */
function scheduleOf(n: number): Schedule {
  const missed = MISSED[n % MISSED.length];
  const rule = missed === undefined ? {} : { missed };
  if (n % 3 === 0) return { kind: "interval", every: 1_800 + 7 * n, ...rule };
  return { kind: "cron", cron: CRONS[(n >> 2) % CRONS.length] ?? "", timeZone: ZONES[n % ZONES.length] ?? "", ...rule };
}

function timesOf(schedule: Schedule, first: number, end: number): readonly number[] {
  if (schedule.kind === "cron") return naiveTimes(schedule, first + 1, end);
  return Array.from({ length: Math.ceil((end - first) / (1_000 * schedule.every)) }, (_, at) => first + (at + 1) * 1_000 * schedule.every);
}

/** Every few minutes, but for an outage around the change of the clocks. */
function looksOf(first: number, end: number): readonly number[] {
  const looks: number[] = [];
  for (let time = first + 3 * MINUTE; time < end; time += 3 * MINUTE) looks.push(time + (time % 7) * 1_000);
  const outage = first + 2.25 * 60 * MINUTE;
  return looks.filter((time) => time < outage || time > outage + 100 * MINUTE);
}

/** Which of a schedule's times get a job, when it is looked at then. */
function firedOf(schedule: Schedule, first: number, looks: readonly number[]): readonly number[] {
  const times = timesOf(schedule, first, looks.at(-1) ?? first);
  return looks.flatMap((look, at) => {
    const come = times.filter((time) => time > (looks[at - 1] ?? first) && time <= look);
    if (schedule.missed === "all") return come;
    return come.slice(-1).filter((time) => schedule.missed !== "skip" || look - time <= MINUTE);
  });
}

describe("two keepers, on a day on which the clocks change", () => {
  it.each([
    [1_000, "2026-10-24T23:00:00Z"],
    [200, "2026-03-28T23:00:00Z"],
  ])("fire %i schedules as their rules say, each time once, from %s", { timeout: 600_000 }, async (count, start) => {
    const first = Date.parse(start);
    let now = first;
    const storage = memoryStorage();
    const managers = ["one", "other"].map((worker) => new JobManager(shipSpec(), storage, { clock: () => new Date(now), worker }));
    const [ships] = managers;
    for (let n = 0; n < count; n += 1) await ships?.create({ payload: { port: "Oslo" }, schedule: scheduleOf(n) }, { id: `s${n}` });
    const looks = looksOf(first, first + 24 * 60 * MINUTE);
    for (now of looks) await Promise.all(managers.map(({ desk }) => tick([desk], simpleQueue(), new Date(now), (error) => { throw error; })));
    const rows = await storage.meta.jobs.list(shipSpec().index, { after: null, limit: 1_000_000 });
    const fired = rows.filter(({ isSchedule }) => !isSchedule).map(({ resourceId }) => resourceId);
    expect(fired.length).toBeGreaterThan(5 * count);
    expect(fired.sort()).toEqual(expectedIds(count, first, looks));
  });
});

function expectedIds(count: number, first: number, looks: readonly number[]): readonly string[] {
  return Array.from({ length: count }, (_, n) => firedOf(scheduleOf(n), first, looks).map((time) => `ship:s${n}-${stamp(time)}`)).flat().sort();
}

function stamp(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
