import { expect } from "vitest";
import type { Row } from "../../services/rows/places.js";
import { worldTest } from "./world.js";

export function restartSuite(row: Row): void {
  const test = worldTest(row);

  test("lose no job, whatever it was doing", async (before) => {
    const lost = await before.create({ priority: 1 });
    await before.ships.desk.claim(1);
    const [waiting, delayed, failing] = [await before.create(), await before.create({ runAt: new Date(Date.now() + 500) }), await before.create({ payload: { port: "reef" } })];
    const schedule = await before.create({ schedule: { kind: "interval", every: 1 } });
    const world = await before.reopen();
    const { ships } = world;
    expect((await ships.get(lost)).data.state).toBe("running");
    let failures = 0;
    world.work(({ payload: { port } }) => {
      if (port === "reef" && failures++ === 0) throw new Error("leak");
      return { crates: 1 };
    });
    world.keep();
    for (const id of [waiting, delayed]) expect((await world.when("completed", id)).attempts).toHaveLength(1);
    expect((await world.when("completed", failing)).attempts).toHaveLength(2);
    const { attempts } = await world.when("completed", lost);
    expect(attempts.map(({ error }) => error?.slice(0, 19) ?? null)).toEqual(["The worker was lost", null]);
    expect(await Promise.all([lost, waiting, delayed, failing].map((id) => world.revisions(id)))).toEqual([2, 2, 2, 2]);
    await ships.cancel(schedule);
    expect(await ships.count({ where: (ship) => ship.firedBy.eq(schedule) })).toBeGreaterThan(0);
    return world;
  });

  test("keep what jobs that ended have said", async (before) => {
    const id = await before.create();
    before.work(({ log }) => (log("one"), { crates: 1 }));
    await before.when("completed", id);
    const world = await before.reopen();
    expect(await world.ships.status(id)).toMatchObject({ state: "completed", progress: null, worker: null });
    expect(await world.log(id)).toBe("one\n");
    return world;
  });
}
