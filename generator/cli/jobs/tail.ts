import { EXIT } from "../exit-code.js";
import type { World } from "../world.js";
import { managerOf, type OpenedJobs } from "./open-jobs.js";
import { createPatience } from "./patience.js";
import { toText } from "./printable.js";
import type { JobState, Manager, Storage } from "./runtime.js";

const INTERVAL_MS = 500;
const PAGE = 1000;

/** `specstar jobs tail`: prints what a job logs until it has ended. Exits with 4 when it has not completed. */
export async function tail({ managers, storage }: OpenedJobs, resourceId: string, world: World): Promise<number> {
  const manager = managerOf(managers, resourceId);
  const log = new Tail(resourceId, world.stdout);
  const patience = createPatience(world);
  let state: JobState;
  do {
    state = (await manager.status(resourceId)).state;
    // Whatever a job has logged is in its log before it has ended.
    await (hasEnded(state) ? log.finish(manager) : log.follow(storage));
  } while (!hasEnded(state) && (await patience.wait(INTERVAL_MS)));
  patience.end();
  world.stderr(`${resourceId} ${hasEnded(state) ? `has ended: ${state}` : `is ${state}`}\n`);
  return state === "completed" ? EXIT.ok : EXIT.drift;
}

function hasEnded(state: JobState): boolean {
  return state !== "pending" && state !== "running";
}

/** How much of a log was printed. */
class Tail {
  readonly #resourceId: string;
  readonly #print: (text: string) => void;
  /** The number of the last piece. */
  #after = 0;
  /** In characters. */
  #printed = 0;

  constructor(resourceId: string, print: (text: string) => void) {
    this.#resourceId = resourceId;
    this.#print = print;
  }

  /** Prints what is new in the log of a job that has not ended. */
  async follow({ meta }: Storage): Promise<void> {
    let pieces;
    do {
      pieces = await meta.jobs.readLog(this.#resourceId, { after: this.#after, limit: PAGE });
      for (const { n, text } of pieces) {
        this.#after = n;
        this.#printed += text.length;
        this.#print(toText(text));
      }
    } while (pieces.length === PAGE);
  }

  /** Prints the rest of the log of a job that has ended: it is somewhere else then. */
  async finish(manager: Manager): Promise<void> {
    let passed = 0;
    for await (const text of manager.readLog(this.#resourceId)) {
      this.#print(toText(text.slice(Math.max(0, this.#printed - passed))));
      passed += text.length;
    }
  }
}
