import { isSpecstarError } from "@specstar/runtime";
import { expect } from "vitest";
import { NO_LIFE, type Life } from "./life.js";
import { observe, readLog, type Log } from "./observe.js";
import type { Step } from "./steps.js";
import type { World } from "./world.js";

export type Outcome = "acknowledged" | "refused" | "unknown";

/** Knows what was acknowledged, refused, or left open, and so what may be seen. */
export class Oracle {
  readonly #keepsFiles: boolean;
  /** Of each life, one for all that is certain; more while it is open whether a write was made. */
  readonly #possible = new Map<string, readonly Life[]>();

  constructor(keepsFiles: boolean) {
    this.#keepsFiles = keepsFiles;
  }

  /** Takes a step, and keeps what was told of it. */
  take(world: World, id: string, step: Step): Promise<Outcome> {
    return this.note(id, step, () => step.run(world, id));
  }

  /** The same of a step that is taken in another way. Until something is told of it, the write is open. */
  async note(id: string, step: Pick<Step, "apply">, run: () => Promise<unknown>): Promise<Outcome> {
    const before = this.#possible.get(id) ?? [NO_LIFE];
    const after = before.map((life) => step.apply(life, this.#keepsFiles));
    this.#possible.set(id, [...before, ...after]);
    const outcome = await run().then((): Outcome => "acknowledged", outcomeOf);
    if (outcome !== "unknown") this.#possible.set(id, outcome === "acknowledged" ? after : before);
    return outcome;
  }

  /** Looks which of what is possible is so: nothing else may be. From then on it is certain. */
  async settle(world: World, id: string, log?: Log): Promise<void> {
    const possible = this.#possible.get(id) ?? [NO_LIFE];
    const seen = await observe(world, id, log ?? (await readLog(world)));
    if (possible.length === 1) expect(seen).toEqual(possible[0]);
    else expect(possible).toContainEqual(seen);
    this.#possible.set(id, [seen]);
  }

  async settleAll(world: World): Promise<void> {
    const log = await readLog(world);
    for (const id of this.#possible.keys()) await this.settle(world, id, log);
  }
}

/** What an error says of a write: only where it leaves it open itself may it have happened. */
function outcomeOf(error: unknown): Outcome {
  if (!isSpecstarError(error, "BACKEND_UNAVAILABLE")) throw error;
  return /isn't known|look whether/i.test(error.message) ? "unknown" : "refused";
}
