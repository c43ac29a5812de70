import { expect } from "vitest";
import type { Row } from "../../services/rows/places.js";
import { refusal } from "../manager/world.js";
import { told, worldTest } from "./world.js";

export function stopSuite(row: Row): void {
  const test = worldTest(row);

  test("end what waits at once, and tell what runs", async (world) => {
    const { ships } = world;
    const [running, waiting] = [await world.create({ priority: 1 }), await world.create({ runAt: new Date("2100-01-01T00:00:00Z") })];
    world.work(({ signal }) => told(signal));
    await world.when("running", running);
    expect([await ships.cancel(waiting, { actor: "ann" }), await ships.cancel(running)]).toEqual(["cancelled", "running"]);
    expect((await world.when("cancelled", running)).attempts).toMatchObject([{ error: "The job was cancelled." }]);
    expect(await world.when("cancelled", waiting)).toMatchObject({ attempts: [], result: null });
    expect([await world.revisions(running), await world.revisions(waiting)]).toEqual([2, 2]);
    await world.expectNoneLeft();
  });

  test("refuse writes to what runs, and take a job that is deleted away", async (world) => {
    const { ships } = world;
    const [running, deleted, purged] = [await world.create({ priority: 1 }), await world.create(), await world.create()];
    const worker = world.work(({ signal }) => told(signal));
    await world.when("running", running);
    await refusal(ships.update(running, { payload: { port: "Rome" } }), "JOB_RUNNING");
    await refusal(ships.delete(running), "JOB_RUNNING");
    await refusal(ships.purge(running), "JOB_RUNNING");
    await ships.delete(deleted);
    await ships.purge(purged);
    await worker.stop({ grace: 0 });
    expect(await world.when("pending", running)).toMatchObject({ attempts: [] });
    await ships.delete(running);
    await world.expectNoneLeft();
  });
}
