import type { JobSource, Settlement } from "../queues/message-queue.js";
import type { ClaimedRow } from "../stores/job-table.js";
import { Attempt, type AttemptParts } from "./attempt.js";
import { Holds } from "./holds.js";
import type { OnSettled } from "./worker.js";

/** How long handlers may take to stop when their worker does. */
const PARTING = 2_000;

export interface CrewParts extends AttemptParts {
  readonly onSettled: OnSettled;
}

/** The jobs that a worker runs. */
export class Crew {
  readonly #parts: CrewParts;
  readonly #holds: Holds;
  readonly #running = new Set<Attempt>();
  #isLeaving = false;
  #onFree = () => {};

  constructor(parts: CrewParts) {
    this.#parts = parts;
    this.#holds = new Holds(parts.desk, parts.onTrouble);
  }

  get size(): number {
    return this.#running.size;
  }

  start(row: ClaimedRow, source: JobSource): void {
    const attempt = new Attempt(row, this.#parts);
    this.#running.add(attempt);
    this.#holds.add(attempt);
    if (this.#isLeaving) handBack(attempt);
    void this.#see(attempt, source);
  }

  /** Resolves once fewer than so many jobs run. */
  async below(size: number): Promise<void> {
    while (this.size >= size) await new Promise<void>((resolve) => (this.#onFree = resolve));
  }

  /** Stops what runs, and what is still to come, and gives it back. */
  leave(): void {
    this.#isLeaving = true;
    for (const attempt of this.#running) handBack(attempt);
  }

  async #see(attempt: Attempt, source: JobSource): Promise<void> {
    const settlement = await attempt.run();
    this.#holds.remove(attempt);
    this.#tell(attempt, settlement);
    await source.settle(attempt.row, settlement).catch(this.#parts.onTrouble);
    this.#running.delete(attempt);
    this.#onFree();
  }

  /** What the listener makes of it is no reason to stop. */
  #tell({ row: { resourceId } }: Attempt, settlement: Settlement): void {
    const { desk, onSettled, onTrouble } = this.#parts;
    try {
      onSettled({ model: desk.model, resourceId }, settlement);
    } catch (error) {
      onTrouble(error);
    }
  }
}

function handBack(attempt: Attempt): void {
  attempt.interrupt({ kind: "handedBack" }, "The worker stops.", PARTING);
}
