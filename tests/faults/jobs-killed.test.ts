import { describe, expect, it, onTestFinished } from "vitest";
import { expectAllDone } from "./jobs/expect-all-done.js";
import { newPlace, QUEUES } from "./jobs/new-place.js";
import { Notes } from "./jobs/notes.js";
import { openWorld, type World } from "./jobs/open-world.js";
import { WorkerProcesses } from "./jobs/worker-processes.js";

const JOBS = Number(process.env["SPECSTAR_JOBS"] ?? 10_000);
const WORKERS = 4;
const KILL_EVERY = 1_000;
const BATCH = 500;

async function createShips({ ships }: World): Promise<void> {
  for (let made = 0; made < JOBS; made += BATCH) {
    await Promise.all(Array.from({ length: Math.min(BATCH, JOBS - made) }, () => ships.create({ payload: { port: "near" } })));
  }
}

describe.each(QUEUES)("by %s", (queue) => {
  it("every job runs to its end, and ends once, while its workers are killed", async () => {
    const place = await newPlace(queue, { settings: { lease: 5_000 }, concurrency: 10 });
    const [world, notes, workers] = [await openWorld(place), new Notes(place.dsn), new WorkerProcesses(place, WORKERS)];
    onTestFinished(async () => void (await Promise.all([workers.stop(), notes.close(), world.close()])));
    await workers.ready(1);
    const began = Date.now();
    const killing = setInterval(() => workers.killOne(), KILL_EVERY);
    await createShips(world);
    await expect.poll(() => world.ships.count({ where: (ship) => ship.state.ne("completed") }), { interval: 500, timeout: 900_000 }).toBe(0);
    clearInterval(killing);
    const seconds = Math.round((Date.now() - began) / 1_000);
    const { jobs, doubleStarts, losses } = await expectAllDone(world, await notes.read());
    expect(jobs).toBe(JOBS);
    console.warn(`By ${queue}: ${jobs} jobs in ${seconds} s, workers killed: ${workers.kills}. Started again: ${doubleStarts}. Attempts lost: ${losses}.`);
  }, 1_000_000);
});
