import type { Storage } from "@specstar/runtime";
import { postgresStorage } from "@specstar/runtime/postgres";
import { describe, expect, it, onTestFinished } from "vitest";
import { openManagers } from "../../fixtures/life/expected/generated/index.js";
import { firedIds, scheduleOf } from "../runtime/jobs/expected-firings.js";
import { newPostgres } from "../services/rows/databases.js";
import { fixtureTables } from "../services/rows/tables.js";
import { Day, SHORT_STEP, type Name } from "./schedules/day.js";
import type { Held } from "./schedules/job-rows.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NAMES = ["punctual", "ahead"] as const;

const tables = fixtureTables("life");
const idOf = (n: number) => `errand:s${n}`;
/** Each of them makes half of the schedules, by its own clock. */
const makerOf = (n: number): Name => (n % 2 === 0 ? "punctual" : "ahead");

async function createSchedules(url: string, numbers: readonly number[]): Promise<void> {
  const create = async (n: number) => {
    const body = JSON.stringify({ payload: { place: "Oslo" }, schedule: scheduleOf(n) });
    const { status } = await fetch(`${url}/errands?id=s${n}`, { method: "POST", headers: { "content-type": "application/json" }, body });
    return status;
  };
  expect(new Set(await Promise.all(numbers.map(create)))).toEqual(new Set([201]));
}

/** Every job that a schedule has made, each with how often it has ended. */
async function readFired(storage: Storage): Promise<ReadonlyMap<string, string>> {
  const { errands } = await openManagers(storage);
  const fired = new Map<string, string>();
  let cursor: string | undefined;
  do {
    const page = await errands.search({ where: (errand) => errand.firedBy.ne(null), limit: 1_000, cursor });
    for (const { data, meta } of page.items) fired.set(meta.resourceId, `${data.state} ${meta.totalRevisionCount}`);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return fired;
}

/** The clocks change two to two and a half hours after the beginning. */
const CHANGES = [
  { place: "Berlin", start: "2026-10-24T23:00:00Z", count: 1_000, goOn: wholeDay },
  { place: "New York", start: "2026-11-01T04:00:00Z", count: 100, goOn: untilMorning },
  { place: "Lord Howe", start: "2026-10-03T13:00:00Z", count: 100, goOn: untilMorning },
];

/** One is killed before the clocks change, and comes back after that. */
async function night(day: Day, first: number): Promise<Held> {
  await day.pass(first + 67 * MINUTE - SHORT_STEP);
  const held = await day.endFiring("ahead", "SIGKILL");
  await day.pass(first + 165 * MINUTE);
  await day.start("ahead");
  return held;
}

async function untilMorning(day: Day, first: number): Promise<void> {
  await day.pass(first + 4 * HOUR);
}

/** The other one is killed and comes back, one is stopped orderly, and for 105 minutes nobody is there. */
async function wholeDay(day: Day, first: number): Promise<void> {
  await day.pass(first + 13 * HOUR + 7 * MINUTE - SHORT_STEP);
  await day.endFiring("punctual", "SIGKILL");
  await day.pass(first + 14 * HOUR);
  await day.start("punctual");
  await day.pass(first + 16 * HOUR + 7 * MINUTE - SHORT_STEP);
  expect(await day.endFiring("ahead", "SIGTERM")).toEqual({ schedules: 0, jobs: 0 });
  await day.pass(first + 18.25 * HOUR);
  await day.end("punctual", "SIGTERM");
  await day.pass(first + 20 * HOUR);
  for (const name of NAMES) await day.start(name);
  await day.pass(first + 24 * HOUR);
}

describe("two servers, one of whose clocks is ahead", () => {
  it.each(CHANGES)("fire $count schedules as their rules say when the clocks of $place change", async ({ place, count, start, goOn }) => {
    const first = Date.parse(start);
    const dsn = await newPostgres(tables);
    const [day, storage] = [new Day(dsn, first), await postgresStorage({ dsn, poolSize: 1 })];
    onTestFinished(async () => void (await Promise.all([day.close(), storage.close()])));
    const starts = { punctual: first, ahead: day.clockOf("ahead") };
    const numbers = Array.from({ length: count }, (_, n) => n);
    const began = Date.now();
    for (const name of NAMES) await createSchedules(await day.start(name), numbers.filter((n) => makerOf(n) === name));
    const held = await night(day, first);
    expect(held.schedules).toBeGreaterThan(0);
    await goOn(day, first);
    const seconds = Math.round((Date.now() - began) / 1_000);
    const fired = await readFired(storage);
    expect([...fired.keys()].sort()).toEqual(numbers.flatMap((n) => firedIds(idOf(n), scheduleOf(n), starts[makerOf(n)], day.looks)).sort());
    expect(new Set(fired.values())).toEqual(new Set(["completed 2"]));
    console.warn(`${place}: ${count} schedules fired ${fired.size} times in ${seconds} s; the one who was killed held ${JSON.stringify(held)}.`);
  }, 300_000);
});
