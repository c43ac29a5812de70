import { isSpecstarError } from "../core/errors.js";
import type { Settlement } from "../queues/message-queue.js";
import type { ClaimedRow } from "../stores/job-table.js";
import type { JobContext, JobHandler } from "./job-context.js";
import type { AttemptEnd, JobDesk, OpenedJob, Progress } from "./job-desk.js";
import { JobLog } from "./job-log.js";
import { persist } from "./persist.js";
import { runHandler } from "./run-handler.js";
import type { OnTrouble } from "./trouble.js";

/** How long a handler may take to stop once its signal has come. */
const GRACE = 5_000;
/** Of a timer: an attempt that may run for longer needs none. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/** Of a progress, in characters: it is written again and again. */
const LONGEST_MESSAGE = 1_000;

const LOST: Settlement = { kind: "lost" };

export interface AttemptParts {
  readonly desk: JobDesk;
  readonly handler: JobHandler<never, unknown>;
  readonly onTrouble: OnTrouble;
}

/** One run of a job that this worker holds. */
export class Attempt {
  readonly row: ClaimedRow;
  /** How far the job is. */
  progress: Progress | null = null;
  readonly #parts: AttemptParts;
  readonly #log: JobLog;
  readonly #stopping = new AbortController();
  readonly #losing = new AbortController();
  /** How the attempt ends, whatever its handler says. */
  #verdict: AttemptEnd | undefined;
  #isFinished = false;
  #leave = () => {};
  readonly #leftBehind = new Promise<void>((resolve) => (this.#leave = resolve));
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(row: ClaimedRow, parts: AttemptParts) {
    const { desk, onTrouble } = parts;
    this.row = row;
    this.#parts = parts;
    this.#log = new JobLog((text) => desk.log(row, text), onTrouble);
  }

  /** Runs it to its end; undefined when the hold was lost before there was anything to run. Never rejects. */
  async run(): Promise<AttemptEnd | undefined> {
    const opened = await this.#persist(() => this.#open());
    const end = opened === undefined || "kind" in opened ? opened : await this.#perform(opened);
    this.#finish();
    return end;
  }

  /** Hands in how it ended. Never rejects. */
  async handIn(end: AttemptEnd | undefined): Promise<Settlement> {
    if (end === undefined) return LOST;
    const { desk } = this.#parts;
    return (await this.#persist(() => desk.close(this.row, end).catch((error: unknown) => this.#refused(error)))) ?? LOST;
  }

  /** Tells the handler to stop, unless it has ended. The first such verdict counts. */
  interrupt(verdict: AttemptEnd, reason: string, grace = GRACE): void {
    if (this.#isFinished || this.#verdict !== undefined) return;
    this.#verdict = verdict;
    this.#stop(reason, grace);
  }

  /** Another one may have the job: nothing is handed in any more. */
  lose(): void {
    this.abandon();
    if (!this.#isFinished) this.#stop("The hold on the job was lost.", GRACE);
  }

  /** Tries no more what has failed so far. */
  abandon(): void {
    this.#losing.abort();
  }

  #persist<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
    return persist(work, { signal: this.#losing.signal, onTrouble: this.#parts.onTrouble });
  }

  async #perform(opened: OpenedJob): Promise<AttemptEnd> {
    if (this.#verdict !== undefined) return this.#verdict;
    const { timeout } = opened;
    if (timeout !== null && timeout <= LONGEST_TIMEOUT) this.#after(timeout, () => this.#timeOut(timeout));
    const end = await Promise.race([this.#runHandler(opened), this.#leftBehind]);
    this.#finish();
    await this.#log.end();
    // Nobody is left behind without a verdict, but those who have lost their hold.
    return this.#verdict ?? end ?? { kind: "handedBack" };
  }

  #runHandler(opened: OpenedJob): Promise<AttemptEnd> {
    const { desk, handler } = this.#parts;
    const run = () => runHandler(handler, this.#contextOf(opened));
    return desk.observed === undefined ? run() : desk.observed(this.row, run);
  }

  #finish(): void {
    this.#isFinished = true;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #contextOf({ payload, attempt }: OpenedJob): JobContext<never> {
    const stopping = this.#stopping;
    return {
      id: this.row.resourceId,
      // The model has checked it, and whoever has given the handler has given that model's.
      payload: payload as never,
      attempt,
      // Made when it is asked for, which is no small part of a short job.
      get signal() {
        return stopping.signal;
      },
      progress: (value, total, message) => (this.progress = toProgress(value, total, message) ?? this.progress),
      log: (line) => this.#log.add(line),
    };
  }

  /** A job that can't be read has failed. */
  async #open(): Promise<OpenedJob | AttemptEnd> {
    try {
      return await this.#parts.desk.open(this.row);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { kind: "failed", error: `The job could not be read. ${error.message}`, isFinal: false };
    }
  }

  /** An end that can't be handed in leaves the job to the end of its lease. */
  #refused(error: unknown): Settlement {
    if (!isRefusal(error)) throw error;
    this.#parts.onTrouble(error);
    return LOST;
  }

  #timeOut(timeout: number): void {
    const error = `timed out after ${timeout / 1_000} s`;
    this.interrupt({ kind: "failed", error, isFinal: false }, error);
  }

  #stop(reason: string, grace: number): void {
    this.#stopping.abort(new Error(reason));
    this.#after(grace, this.#leave);
  }

  #after(milliseconds: number, act: () => void): void {
    this.#timers.add(setTimeout(act, milliseconds));
  }
}

/** JSON has no number for what is not finite. */
function toProgress(value: number, total = NaN, message?: string): Progress | undefined {
  if (!Number.isFinite(value)) return undefined;
  return { value, total: Number.isFinite(total) ? total : null, message: message?.slice(0, LONGEST_MESSAGE) ?? null };
}

/** Whether trying again would come to the same. */
function isRefusal(error: unknown): error is Error {
  return isSpecstarError(error) && error.code !== "BACKEND_UNAVAILABLE";
}
