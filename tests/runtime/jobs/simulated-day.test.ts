import { memoryStorage } from "@specstar/runtime";
import { JobManager } from "@specstar/runtime/jobs";
import { describe, expect, it } from "vitest";
import { tick } from "../../../runtime/jobs/tick.js";
import { simpleQueue } from "../../../runtime/queues/simple-queue.js";
import { firedIds, scheduleOf } from "./expected-firings.js";
import { shipSpec } from "./ship.js";

const MINUTE = 60_000;

/** Every few minutes, but for an outage around the change of the clocks. */
function looksOf(first: number, end: number): readonly number[] {
  const looks: number[] = [];
  for (let time = first + 3 * MINUTE; time < end; time += 3 * MINUTE) looks.push(time + (time % 7) * 1_000);
  const outage = first + 2.25 * 60 * MINUTE;
  return looks.filter((time) => time < outage || time > outage + 100 * MINUTE);
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
    const expected = Array.from({ length: count }, (_, n) => firedIds(`ship:s${n}`, scheduleOf(n), first, looks));
    expect(fired.sort()).toEqual(expected.flat().sort());
  });
});
