import type { MessageQueue, Settlement } from "../queues/message-queue.js";
import { Crew } from "./crew.js";
import type { JobHandler } from "./job-context.js";
import type { JobDesk } from "./job-desk.js";
import { persist } from "./persist.js";
import { within } from "./sleep.js";
import { safeTrouble, type OnTrouble } from "./trouble.js";

/** With what comes after it, less than the 30 s that a process is usually given to end. */
const GRACE = 25_000;
/** For handlers that were told to stop, and for handing in what became of them. */
const PARTING = 4_000;

export interface WorkerOptions {
  /**
   * How many jobs run at a time; 1 unless given: then a job has the process to itself, the order of the priorities is kept, and no handler
   * meets itself before somebody has thought of that. As many again may be held whose handlers have ended, until the storage has their ends.
   */
  readonly concurrency?: number | undefined;
  /** Stops the worker, as `stop` does. */
  readonly signal?: AbortSignal | undefined;
  /** Told of what fails and is tried again; by default it is a warning of the process. */
  readonly onTrouble?: OnTrouble | undefined;
  /** Told what became of each job that ran here, once it is in the table. */
  readonly onSettled?: OnSettled | undefined;
}

export type OnSettled = (job: { readonly model: string; readonly resourceId: string }, settlement: Settlement) => void;

export interface StopOptions {
  /** How long jobs may run on, in milliseconds, before they are stopped and handed back; 25 s unless given. */
  readonly grace?: number | undefined;
}

/** Runs the jobs of one model. It keeps its process alive until it is stopped, and outlives outages of the storage and the queue. */
export interface Worker {
  /** Takes no more jobs, and resolves once those that run have ended or were handed back. A second call can shorten the grace of the first. */
  stop(options?: StopOptions): Promise<void>;
}

/**
 * Starts to run the jobs of a model.
 *
 * @throws RangeError when the concurrency is no whole number from 1 on.
 */
export function startWorker<Payload, Result>(desk: JobDesk, queue: MessageQueue, handler: JobHandler<Payload, Result>, options: WorkerOptions = {}): Worker {
  const { concurrency = 1, signal, onSettled = () => {} } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) throw new RangeError(`A worker's concurrency must be a whole number from 1 on, and not ${concurrency}.`);
  const onTrouble = safeTrouble(options.onTrouble);
  const taking = new AbortController();
  const crew = new Crew({ desk, handler, concurrency, onTrouble, onSettled });
  const stop = async ({ grace = GRACE }: StopOptions = {}) => {
    taking.abort();
    await within(stopped, grace);
    crew.leave();
    await within(stopped, PARTING);
    crew.abandon();
  };
  const onSignal = () => void stop();
  signal?.addEventListener("abort", onSignal);
  const stopped = work({ desk, queue, crew, concurrency, onTrouble, signal: taking.signal }).finally(() => signal?.removeEventListener("abort", onSignal));
  if (signal?.aborted === true) onSignal();
  return { stop };
}

interface Work {
  readonly desk: JobDesk;
  readonly queue: MessageQueue;
  readonly crew: Crew;
  readonly concurrency: number;
  readonly onTrouble: OnTrouble;
  /** Ends the taking. */
  readonly signal: AbortSignal;
}

async function work({ desk, queue, crew, concurrency, onTrouble, signal }: Work): Promise<void> {
  const source = await persist(() => queue.subscribe(desk, { concurrency, onTrouble }), { signal, onTrouble });
  if (source === undefined) return;
  while (!signal.aborted) {
    const room = await crew.room();
    const rows = await persist(() => source.take(room, signal), { signal, onTrouble });
    for (const row of rows ?? []) crew.start(row, source);
  }
  await crew.done();
  await source.close().catch(onTrouble);
}
