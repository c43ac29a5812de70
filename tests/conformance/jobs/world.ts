import type { Storage } from "@specstar/runtime";
import { JobManager, startKeeper, type JobHandler, type Worker, type WorkerOptions } from "@specstar/runtime/jobs";
import { expect, it, vi } from "vitest";
import { queueOf } from "../../../runtime/jobs/queue-of.js";
import { shipSpec, type Ship, type ShipInput, type ShipManager } from "../../runtime/jobs/ship.js";
import { until } from "../../runtime/jobs/until.js";
import { newPlace, type Place, type Row } from "../../services/rows/places.js";
import { tablesOf } from "../../services/rows/tables.js";

type ShipHandler = JobHandler<{ port: string }, { crates: number }>;

const tables = tablesOf([shipSpec().index]);
/** Short, but longer than anything takes on the slowest row. */
const SETTINGS = { lease: 3_000, backoff: { first: 20, longest: 20 } };

/** What a test gets: an empty place, and jobs on it. */
export class World {
  readonly storage: Storage;
  readonly ships: ShipManager;
  readonly #place: Place;
  readonly #ends: (() => Promise<void>)[] = [];

  private constructor(place: Place, storage: Storage) {
    this.#place = place;
    this.storage = storage;
    this.ships = new JobManager(shipSpec(SETTINGS), storage);
  }

  static async open(place: Place): Promise<World> {
    return new World(place, await place.open());
  }

  async create(more: Partial<ShipInput> = {}): Promise<string> {
    return (await this.ships.create({ payload: { port: "Oslo" }, ...more })).resourceId;
  }

  /** Starts a worker, which ends with the world. */
  work(handler: ShipHandler, options: WorkerOptions = {}): Worker {
    const worker = this.ships.startConsume(handler, options);
    this.#ends.push(() => worker.stop({ grace: 0 }));
    return worker;
  }

  /** Starts a keeper, which ends with the world. */
  keep(): void {
    const keeper = startKeeper([this.ships.desk], queueOf(this.storage));
    this.#ends.push(() => keeper.stop());
  }

  /** The data of a job once it is in a state. */
  async when(state: Ship["state"], id: string): Promise<Ship> {
    await until(async () => (await this.ships.get(id)).data.state === state);
    return (await this.ships.get(id)).data;
  }

  async revisions(id: string): Promise<number> {
    return (await this.ships.getMeta(id)).totalRevisionCount;
  }

  async log(id: string): Promise<string> {
    let text = "";
    for await (const piece of this.ships.readLog(id)) text += piece;
    return text;
  }

  /** Nothing is left of jobs that have ended but what is in their revisions. */
  async expectNoneLeft(): Promise<void> {
    expect(await this.storage.meta.jobs.list(this.ships.spec.index, { after: null, limit: 1 })).toEqual([]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#ends.splice(0).map((end) => end()));
    await this.storage.close();
  }

  /** The same place as a program finds it that starts now. */
  async reopen(): Promise<World> {
    await this.close();
    return World.open(this.#place);
  }
}

/** Declares tests that each have a world of their own on a row. */
export function worldTest(row: Row): (title: string, run: (world: World) => Promise<World | void>) => void {
  return (title, run) => {
    it(title, async () => {
      const warn = vi.spyOn(process, "emitWarning");
      const place = await newPlace(row, tables);
      let world = await World.open(place);
      try {
        world = (await run(world)) ?? world;
      } finally {
        await world.close();
        await place.discard();
      }
      // Neither that files would be lost, for there are none, nor that jobs had trouble.
      expect(warn.mock.calls.filter(([text]) => /ship|[Jj]obs/.test(String(text)))).toEqual([]);
      warn.mockRestore();
    });
  };
}

/** Rejects with the reason once a handler is told to stop. */
export function told(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
