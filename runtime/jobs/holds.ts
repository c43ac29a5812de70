import type { Attempt } from "./attempt.js";
import type { JobDesk, Progress } from "./job-desk.js";
import type { OnTrouble } from "./trouble.js";

/** How long it may take until somebody sees that a job is to be cancelled, or how far it is. */
const LOOK_INTERVAL = 500;

interface Held {
  readonly attempt: Attempt;
  /** When the lease began that is known to hold. */
  renewedAt: number;
  /** How far the job is, as its row says. */
  shown: Progress | null;
}

/** Keeps hold of the jobs that a worker runs, and tells their attempts what becomes of it. */
export class Holds {
  readonly #desk: JobDesk;
  readonly #onTrouble: OnTrouble;
  readonly #held = new Map<Attempt, Held>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #failures = 0;
  #pausedUntil = 0;

  constructor(desk: JobDesk, onTrouble: OnTrouble) {
    this.#desk = desk;
    this.#onTrouble = onTrouble;
  }

  add(attempt: Attempt): void {
    this.#held.set(attempt, { attempt, renewedAt: Date.now(), shown: null });
    this.#timer ??= setInterval(() => this.#tick(), this.#interval);
  }

  remove(attempt: Attempt): void {
    this.#held.delete(attempt);
    if (this.#held.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  get #interval(): number {
    return Math.min(LOOK_INTERVAL, this.#desk.settings.lease / 3);
  }

  /** A lease ends by the clock, however long the store takes to answer. */
  #tick(): void {
    const now = Date.now();
    for (const { attempt, renewedAt } of this.#held.values()) if (now - renewedAt >= this.#desk.settings.lease) attempt.lose();
    if (!this.#isLooking && now >= this.#pausedUntil) void this.#look(now);
  }

  async #look(now: number): Promise<void> {
    const held = [...this.#held.values()];
    const due = held.filter(({ attempt, renewedAt, shown }) => now - renewedAt >= this.#desk.settings.lease / 3 || attempt.progress !== shown);
    this.#isLooking = true;
    try {
      await Promise.all([this.#renew(due, now), this.#check(held.filter((one) => !due.includes(one)))]);
      this.#failures = 0;
    } catch (error) {
      this.#onTrouble(error);
      this.#pausedUntil = now + Math.min(this.#interval * 2 ** this.#failures, this.#desk.settings.lease / 3);
      this.#failures += 1;
    } finally {
      this.#isLooking = false;
    }
  }

  async #renew(due: readonly Held[], now: number): Promise<void> {
    if (due.length === 0) return;
    const renewals = due.map(({ attempt: { row, progress } }) => ({ row, progress }));
    const found = await this.#desk.renew(renewals);
    for (const [at, held] of due.entries()) {
      held.renewedAt = now;
      held.shown = renewals[at]?.progress ?? null;
      tell(held.attempt, found[at]);
    }
  }

  async #check(held: readonly Held[]): Promise<void> {
    if (held.length === 0) return;
    const found = await this.#desk.check(held.map(({ attempt }) => attempt.row));
    for (const [at, { attempt }] of held.entries()) tell(attempt, found[at]);
  }
}

function tell(attempt: Attempt, found: "held" | "cancelled" | "lost" | undefined): void {
  if (found === "lost") attempt.lose();
  if (found === "cancelled") attempt.interrupt({ kind: "cancelled" }, "The job is cancelled.");
}
