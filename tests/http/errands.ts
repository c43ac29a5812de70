import type { JobHandler } from "@specstar/runtime/jobs";
import type { ErrandPayload, ErrandResult } from "../../fixtures/life/expected/generated/errand/errand.model.js";
import { Gate } from "../runtime/jobs/until.js";
import type { World } from "./world.js";

/** Far from now: such a job waits. */
export const LATER = "2099-01-01T00:00:00.000Z";

/** Where an errand leads to. */
export type Place = "near" | "nowhere" | "far";

/** Runs errands. "near" is fetched at once, "nowhere" fails, and "far" takes until somebody opens its gate. */
export class Errands {
  readonly #world: World;
  readonly #gates = new Map<string, Gate>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Makes one, which runs at once unless it says so, and gives its id. */
  make(place: Place, more: object = {}): Promise<string> {
    return this.#world.make("/errands", { payload: { place }, ...more });
  }

  /** How one is doing. */
  async stateOf(id: string): Promise<string> {
    return (await this.#world.send("GET", `/errands/${id}/status`)).body.state;
  }

  open(id: string): void {
    this.#gateOf(id).open();
  }

  readonly handler: JobHandler<ErrandPayload, ErrandResult> = async ({ id, payload: { place }, signal, log, progress }) => {
    log(`Gone ${place}: ☂`);
    progress(1, 2, "on the way");
    if (place === "nowhere") throw new Error("There is no such place.");
    if (place === "far") await Promise.race([this.#gateOf(id).passed, new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))]);
    log("Found.");
    return { found: place };
  };

  #gateOf(id: string): Gate {
    const gate = this.#gates.get(id) ?? new Gate();
    this.#gates.set(id, gate);
    return gate;
  }
}
