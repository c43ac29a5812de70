import { describe, expect, it } from "vitest";
import { checkSchedule } from "../../../../runtime/core/schedules/check-schedule.js";
import { latestTime, nextTime } from "../../../../runtime/core/schedules/next-time.js";
import type { Schedule } from "../../../../runtime/core/schedules/schedule.js";
import { naiveTimes } from "./naive-times.js";

const LONG_AGO = new Date("2000-01-01T00:00:00Z");

function cron(text: string, timeZone?: string): Schedule {
  return { kind: "cron", cron: text, timeZone };
}

function timesAfter(schedule: Schedule, after: string, count: number, start = LONG_AGO): readonly (string | null)[] {
  const times: (string | null)[] = [];
  let last: Date | null = new Date(after);
  while (times.length < count && last !== null) {
    last = nextTime(schedule, start, last);
    times.push(last?.toISOString() ?? null);
  }
  return times;
}

describe("the times of a cron", () => {
  it.each([
    ["0 0 31 * *", "UTC", "2026-01-01T00:00:00Z", ["2026-01-31T00:00:00.000Z", "2026-03-31T00:00:00.000Z", "2026-05-31T00:00:00.000Z"]],
    ["0 0 29 2 *", "UTC", "2026-01-01T00:00:00Z", ["2028-02-29T00:00:00.000Z", "2032-02-29T00:00:00.000Z"]],
    ["0 0 29 2 *", "UTC", "2096-03-01T00:00:00Z", ["2104-02-29T00:00:00.000Z"]],
    ["*/20 * * * * *", "UTC", "2026-01-01T00:00:19.999Z", ["2026-01-01T00:00:20.000Z", "2026-01-01T00:00:40.000Z", "2026-01-01T00:01:00.000Z"]],
    ["30 9 * * MON-FRI", "Asia/Kathmandu", "2026-11-20T12:00:00Z", ["2026-11-23T03:45:00.000Z", "2026-11-24T03:45:00.000Z"]],
  ])("%s in %s after %s", (text, zone, after, expected) => {
    expect(timesAfter(cron(text, zone), after, expected.length)).toEqual(expected);
  });

  it("comes right after the gap when the clock leaves its time out", () => {
    expect(timesAfter(cron("30 2 * * *", "Europe/Berlin"), "2026-03-28T12:00:00Z", 2)).toEqual(["2026-03-29T01:00:00.000Z", "2026-03-30T00:30:00.000Z"]);
    expect(timesAfter(cron("0 0 * * *", "America/Sao_Paulo"), "2018-11-03T12:00:00Z", 2)).toEqual(["2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"]);
  });

  it("comes once when the clock shows its time twice", () => {
    expect(timesAfter(cron("30 2 * * *", "Europe/Berlin"), "2026-10-24T12:00:00Z", 2)).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-26T01:30:00.000Z"]);
  });

  it("comes every real hour with a star for the hours", () => {
    expect(timesAfter(cron("0 * * * *", "Europe/Berlin"), "2026-10-24T23:30:00Z", 3)).toEqual([0, 1, 2].map((hour) => `2026-10-25T0${hour}:00:00.000Z`));
    expect(timesAfter(cron("0 * * * *", "Europe/Berlin"), "2026-03-29T00:30:00Z", 2)).toEqual([1, 2].map((hour) => `2026-03-29T0${hour}:00:00.000Z`));
  });

  it("has none before its start, and none after its end", () => {
    const schedule: Schedule = { kind: "cron", cron: "0 12 * * *", until: new Date("2026-01-04T12:00:00Z") };
    const start = new Date("2026-01-02T12:00:00Z");
    expect(timesAfter(schedule, "2026-01-01T00:00:00Z", 4, start)).toEqual(["2026-01-02T12:00:00.000Z", "2026-01-03T12:00:00.000Z", "2026-01-04T12:00:00.000Z", null]);
    expect(latestTime(schedule, start, new Date("2026-01-02T11:59:59Z"))).toBeNull();
    expect(latestTime(schedule, start, new Date("2027-01-01T00:00:00Z"))).toEqual(schedule.until);
  });
});

describe("the times of an interval", () => {
  const start = new Date("2026-01-01T00:00:00.250Z");
  const schedule: Schedule = { kind: "interval", every: 90, until: new Date("2026-01-01T00:05:00Z") };

  it("count from its start, whoever asks when", () => {
    expect(timesAfter(schedule, "2025-12-31T00:00:00Z", 2, start)).toEqual(["2026-01-01T00:00:00.250Z", "2026-01-01T00:01:30.250Z"]);
    expect(timesAfter(schedule, "2026-01-01T00:01:30.249Z", 1, start)).toEqual(["2026-01-01T00:01:30.250Z"]);
    expect(timesAfter(schedule, "2026-01-01T00:01:30.250Z", 3, start)).toEqual(["2026-01-01T00:03:00.250Z", "2026-01-01T00:04:30.250Z", null]);
  });

  it("have a latest one", () => {
    const latest = (now: string) => latestTime(schedule, start, new Date(now))?.toISOString();
    expect([latest("2025-12-31T00:00:00Z"), latest("2026-01-01T00:01:30.249Z"), latest("2026-01-01T00:01:30.250Z"), latest("2027-01-01T00:00:00Z")]).toEqual([
      undefined,
      "2026-01-01T00:00:00.250Z",
      "2026-01-01T00:01:30.250Z",
      "2026-01-01T00:04:30.250Z",
    ]);
  });
});

describe("times that are found by looking at every minute", () => {
  const zones = ["Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"];
  const texts = ["30 2 * * *", "15,45 1-3 * * *", "*/20 * * * *", "0 */2 * * *", "*/30 1,2 * * *", "0 0 * * *", "5 4 1 * *", "0 12 * * 1-5"];
  const spans = ["2026-03-07T12:00:00Z", "2026-03-28T12:00:00Z", "2026-10-03T06:00:00Z", "2026-10-24T12:00:00Z", "2018-11-03T12:00:00Z", "2018-02-17T12:00:00Z"];

  it.each(zones)("are the same, forwards and backwards, in %s", (timeZone) => {
    for (const text of texts) for (const span of spans) agree(text, timeZone, Date.parse(span));
  });

  function agree(text: string, timeZone: string, first: number): void {
    const end = first + 2 * 86_400_000;
    const expected = naiveTimes({ cron: text, timeZone }, first, end).map((time) => new Date(time).toISOString());
    const schedule = cron(text, timeZone);
    const found = timesAfter(schedule, new Date(first - 1).toISOString(), expected.length);
    expect([text, timeZone, found]).toEqual([text, timeZone, expected]);
    for (const [at, time] of expected.entries()) {
      const later = expected[at + 1] === undefined ? Date.parse(time) : Date.parse(expected[at + 1] ?? "") - 1;
      expect([text, timeZone, latestTime(schedule, LONG_AGO, new Date(later))?.toISOString()]).toEqual([text, timeZone, time]);
    }
  }
});

describe("what is wrong with a schedule", () => {
  it.each([
    [cron("0 0 * *"), "/cron"],
    [cron("0 0 * * * * 2027"), "/cron"],
    [cron("@daily"), "/cron"],
    [cron("2027-01-01T00:00:00"), "/cron"],
    [cron("60 * * * *"), "/cron"],
    [cron("0 0 30 2 *"), "/cron"],
    [cron(`0 0 ${"1,".repeat(200)}1 * *`), "/cron"],
    [cron("__proto__ 0 * * *"), "/cron"],
    [cron("0 0 * * *", "Nowhere/Else"), "/timeZone"],
    [cron("0 0 * * *", "+02:00"), "/timeZone"],
    [cron("0 0 * * *", ""), "/timeZone"],
  ])("is said of %j", (schedule, path) => {
    expect(checkSchedule(schedule)).toEqual([{ path, message: expect.stringMatching(/^(?!CronPattern).*(?:\.|[a-z0-9')])$/) }]);
  });

  it("is nothing when it is right", () => {
    expect([cron("*/5 0 1 1 *"), cron("0 0 12 * * MON", "Europe/Berlin"), { kind: "interval", every: 1 } as const].flatMap(checkSchedule)).toEqual([]);
  });
});
