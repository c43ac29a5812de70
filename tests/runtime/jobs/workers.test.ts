import { memoryStorage } from "@specstar/runtime";
import { JobManager, startWorkers, type Worker, type WorkerOptions } from "@specstar/runtime/jobs";
import { expect, it, onTestFinished } from "vitest";
import { openHarbour, shipSpec, type ShipManager } from "./ship.js";
import { until } from "./until.js";

const sail = () => ({ crates: 1 });

function openShips(): ShipManager {
  return new JobManager(shipSpec({ backoff: { first: 1, longest: 1 } }), memoryStorage());
}

function start(ships: ShipManager, handler: () => object, options: WorkerOptions = {}): Worker {
  const worker = startWorkers({ ship: ships }, { ship: handler }, options);
  onTestFinished(() => worker.stop({ grace: 0 }));
  return worker;
}

it("runs the jobs of the models that have a handler, and no others", async () => {
  const { ships: idle } = openHarbour();
  const ships = openShips();
  const { resourceId } = await ships.create({ payload: { port: "Oslo" } });
  const worker = startWorkers({ idle, ship: ships }, { ship: sail });
  onTestFinished(() => worker.stop({ grace: 0 }));
  await until(async () => (await ships.status(resourceId)).state === "completed");
});

it("fires the schedules of models without a handler", async () => {
  const ships = openShips();
  const { resourceId } = await ships.create({ payload: { port: "Oslo" }, schedule: { kind: "interval", every: 1 } });
  const worker = startWorkers({ ship: ships }, {});
  onTestFinished(() => worker.stop({ grace: 0 }));
  await until(async () => (await ships.count({ where: (q) => q.firedBy.eq(resourceId) })) > 0);
});

it("tells what became of each job, and stands a listener that throws", async () => {
  const ships = openShips();
  const { resourceId } = await ships.create({ payload: { port: "Oslo" }, maxRetries: 1 });
  const told: object[] = [];
  const troubles: unknown[] = [];
  const options: WorkerOptions = {
    onTrouble: (error) => troubles.push(error),
    onSettled: (job, settlement) => {
      told.push({ ...job, kind: settlement.kind });
      throw new Error("deaf");
    },
  };
  start(ships, () => {
    throw new Error("storm");
  }, options);
  await until(() => told.length === 2);
  expect(told).toEqual([{ model: "ship", resourceId, kind: "waits" }, { model: "ship", resourceId, kind: "failed" }]);
  expect(troubles).toEqual([new Error("deaf"), new Error("deaf")]);
});

it("stops when its signal comes", async () => {
  const ships = openShips();
  const stopping = new AbortController();
  start(ships, sail, { signal: stopping.signal });
  stopping.abort();
  const { resourceId } = await ships.create({ payload: { port: "Oslo" }, schedule: { kind: "interval", every: 1 } });
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(await ships.count({ where: (q) => q.firedBy.eq(resourceId) })).toBe(0);
});
