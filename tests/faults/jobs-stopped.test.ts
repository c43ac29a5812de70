import { afterAll, describe, expect, it, onTestFinished, vi } from "vitest";
import type { Port } from "./jobs/handler.js";
import { newPlace, QUEUES } from "./jobs/new-place.js";
import { Notes } from "./jobs/notes.js";
import { openWorld, type Place, type World } from "./jobs/open-world.js";
import { WorkerProcesses } from "./jobs/worker-processes.js";

/** Generous: what is shown is that it comes to pass, and in which order. */
const PATIENCE = { interval: 20, timeout: 60_000 };
const BESIDE = 20;

const told: number[] = [];
afterAll(() => console.warn(`Cancelled jobs were told after ${told.join(", ")} ms.`));

interface Scene extends World {
  readonly notes: Notes;
  readonly workers: WorkerProcesses;
  create(port: Port, more?: { timeout?: number; priority?: number }): Promise<string>;
  /** What the job has come to, once it has ended. */
  ended(id: string): Promise<{ state: string; errors: (string | null)[] }>;
}

describe.each(QUEUES)("by %s", (queue) => {
  async function openScene(workers: number, options: Pick<Place, "settings" | "concurrency">): Promise<Scene> {
    const place = await newPlace(queue, options);
    const [world, notes, processes] = [await openWorld(place), new Notes(place.dsn), new WorkerProcesses(place, workers)];
    onTestFinished(async () => void (await Promise.all([processes.stop(), notes.close(), world.close()])));
    const { ships } = world;
    const read = async (id: string) => (await ships.get(id)).data;
    return {
      ...world,
      notes,
      workers: processes,
      create: async (port, more = {}) => (await ships.create({ payload: { port }, ...more })).resourceId,
      ended: async (id) => {
        await vi.waitUntil(async () => ["completed", "failed", "cancelled"].includes((await read(id)).state), PATIENCE);
        const { state, attempts } = await read(id);
        return { state, errors: attempts.map(({ error }) => error) };
      },
    };
  }

  it("a job that is cancelled is told while it runs, and its worker goes on with the next", async () => {
    const { ships, notes, create, ended } = await openScene(1, { settings: {}, concurrency: 1 });
    const textsOf = async (id: string) => (await notes.read()).filter((note) => note.id === id).map(({ text }) => text);
    for (let round = 0; round < 3; round++) {
      const [id, next] = [await create("endless"), await create("near", { priority: -1 })];
      await vi.waitUntil(async () => (await textsOf(id)).length > 0, PATIENCE);
      const cancelled = Date.now();
      expect(await ships.cancel(id)).toBe("running");
      await vi.waitUntil(async () => (await textsOf(id)).includes("told"), PATIENCE);
      told.push(Date.now() - cancelled);
      expect(await ended(id)).toEqual({ state: "cancelled", errors: ["The job was cancelled."] });
      expect(await ended(next)).toEqual({ state: "completed", errors: [null] });
      expect(await textsOf(id)).toEqual(["started", "told"]);
    }
  }, 120_000);

  it("a job whose time is up is tried again, though its handler never stops", async () => {
    const { create, ended } = await openScene(1, { settings: { backoff: { first: 100, longest: 100 } }, concurrency: 1 });
    const id = await create("deaf", { timeout: 0.2 });
    expect(await ended(id)).toEqual({ state: "completed", errors: ["timed out after 0.2 s", null] });
  }, 120_000);

  it.each(["whirlpool", "doldrums"] as const)("a %s that takes its workers with it fails, and others beside it complete", async (port) => {
    const { workers, create, ended } = await openScene(3, { settings: { lease: 1_000, maxLosses: 2 }, concurrency: 1 });
    await workers.ready(3);
    const id = await create(port, { priority: 1 });
    const beside = await Promise.all(Array.from({ length: BESIDE }, () => create("near")));
    const { state, errors } = await ended(id);
    expect([state, errors.length]).toEqual(["failed", 3]);
    expect(errors.at(-1)).toContain("It is given up after it has lost 3 workers.");
    for (const other of beside) expect(await ended(other)).toMatchObject({ state: "completed" });
    console.warn(`By ${queue}, ${port}: failed after 3 workers; ${BESIDE} beside it completed. Processes that ended: ${workers.ends}.`);
  }, 120_000);
});
