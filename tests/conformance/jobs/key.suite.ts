import { expect } from "vitest";
import { Gate } from "../../runtime/jobs/until.js";
import type { Row } from "../../services/rows/places.js";
import { refusal } from "../manager/world.js";
import { worldTest } from "./world.js";

const DATA = { payload: { port: "Rome" }, dedupeKey: "tide" };

export function keySuite(row: Row): void {
  const test = worldTest(row);

  test("keep a second job with the same key away until the first has ended", async (world) => {
    const { ships } = world;
    const [id, gate] = [await world.create({ dedupeKey: "tide" }), new Gate()];
    await refusal(ships.create(DATA), "UNIQUE_VIOLATION");
    expect((await ships.create(DATA, { onDuplicate: "ignore" })).resourceId).toBe(id);
    expect((await ships.create(DATA, { onDuplicate: "replace" })).revisionId).toBe(`${id}:2`);
    const ports: string[] = [];
    world.work(async ({ payload }) => {
      ports.push(payload.port);
      await gate.passed;
      return { crates: 1 };
    });
    await world.when("running", id);
    await refusal(ships.create({ ...DATA, priority: 1 }, { onDuplicate: "replace" }), "JOB_RUNNING");
    gate.open();
    expect(await world.when("completed", id)).toMatchObject({ dedupeKey: null });
    expect(ports).toEqual(["Rome"]);
    expect((await ships.create(DATA, { onDuplicate: "ignore" })).resourceId).not.toBe(id);
  });

  test("run one job of a concurrency key at a time, whoever has room for more", async (world) => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, at) => world.create({ concurrencyKey: at % 2 === 0 ? "pier" : "quay", payload: { port: String(at % 2) } })));
    const running = new Map<string, number>();
    let most = 0;
    for (let worker = 0; worker < 2; worker++) {
      world.work(async ({ payload: { port } }) => {
        running.set(port, (running.get(port) ?? 0) + 1);
        most = Math.max(most, running.get(port) ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 5));
        running.set(port, (running.get(port) ?? 0) - 1);
        return { crates: 1 };
      }, { concurrency: 3 });
    }
    for (const id of ids) await world.when("completed", id);
    expect(most).toBe(1);
    await world.expectNoneLeft();
  });
}
