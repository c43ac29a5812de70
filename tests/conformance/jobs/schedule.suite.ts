import { expect } from "vitest";
import { until } from "../../runtime/jobs/until.js";
import type { Row } from "../../services/rows/places.js";
import { worldTest } from "./world.js";

export function scheduleSuite(row: Row): void {
  const test = worldTest(row);

  test("make jobs at their times, and none once they are cancelled", async (world) => {
    const { ships } = world;
    const id = await world.create({ schedule: { kind: "interval", every: 1 }, priority: 3 });
    const fired = () => ships.search({ where: (ship) => ship.firedBy.eq(id) });
    world.keep();
    world.work(() => ({ crates: 1 }));
    await until(async () => (await fired()).items.filter(({ data }) => data.state === "completed").length >= 2);
    expect((await ships.get(id)).data).toMatchObject({ state: "pending", attempts: [] });
    expect(await ships.cancel(id)).toBe("cancelled");
    const { items } = await fired();
    expect(items.map(({ data: { priority, schedule, payload } }) => ({ priority, schedule, payload }))).toEqual(items.map(() => ({ priority: 3, schedule: null, payload: { port: "Oslo" } })));
    for (const { meta } of items) await world.when("completed", meta.resourceId);
    expect(await world.revisions(id)).toBe(2);
    await world.expectNoneLeft();
  });
}
