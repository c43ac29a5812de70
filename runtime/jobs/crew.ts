import type { JobSource, Settlement } from "../queues/message-queue.js";
import type { ClaimedRow } from "../stores/job-table.js";
import { Attempt, type AttemptParts } from "./attempt.js";
import { Holds } from "./holds.js";
import type { OnSettled } from "./worker.js";

/** How long handlers may take to stop when their worker does. */
const PARTING = 2_000;

export interface CrewParts extends AttemptParts {
  /** How many handlers run at a time. */
  readonly concurrency: number;
  readonly onSettled: OnSettled;
}

/** The jobs that a worker runs. */
export class Crew {
  readonly #parts: CrewParts;
  readonly #holds: Holds;
  readonly #running = new Set<Attempt>();
  /** Those that have run, and whose end is on its way to the store. */
  readonly #ended = new Set<Attempt>();
  #isLeaving = false;
  #isAbandoned = false;
  #onChange = () => {};

  constructor(parts: CrewParts) {
    this.#parts = parts;
    this.#holds = new Holds(parts.desk, parts.onTrouble);
  }

  /** Resolves to how many more can be started, once that is any. */
  async room(): Promise<number> {
    while (this.#room < 1) await this.#changed();
    return this.#room;
  }

  /** Resolves once nothing runs, and all ends are in the store. */
  async done(): Promise<void> {
    while (this.#running.size + this.#ended.size > 0) await this.#changed();
  }

  start(row: ClaimedRow, source: JobSource): void {
    const attempt = new Attempt(row, this.#parts);
    this.#running.add(attempt);
    this.#holds.add(attempt);
    if (this.#isLeaving) handBack(attempt);
    if (this.#isAbandoned) attempt.abandon();
    void this.#see(attempt, source);
  }

  /** Stops what runs, and what is still to come, and gives it back. */
  leave(): void {
    this.#isLeaving = true;
    for (const attempt of this.#running) handBack(attempt);
  }

  /** Gives up handing in what could not be handed in so far. */
  abandon(): void {
    this.#isAbandoned = true;
    for (const attempt of [...this.#running, ...this.#ended]) attempt.abandon();
  }

  /** Those whose end is on its way take no place, until they are as many as may run: a store that takes no ends gets no more jobs run. */
  get #room(): number {
    const { concurrency } = this.#parts;
    return concurrency - this.#running.size - Math.max(0, this.#ended.size - concurrency);
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => (this.#onChange = resolve));
  }

  async #see(attempt: Attempt, source: JobSource): Promise<void> {
    const end = await attempt.run();
    this.#running.delete(attempt);
    this.#ended.add(attempt);
    // Behind what this turn of the event loop hands in: the claim for those that take its place shares the commit, and sees the end.
    setImmediate(() => this.#onChange());
    const settlement = await attempt.handIn(end);
    this.#holds.remove(attempt);
    this.#tell(attempt, settlement);
    await source.settle(attempt.row, settlement).catch(this.#parts.onTrouble);
    this.#ended.delete(attempt);
    this.#onChange();
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
