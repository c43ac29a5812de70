import type { MessagePort } from "node:worker_threads";
import type { Errand, Made } from "./errand.js";

/** An errand for whoever comes first: a thread, or the one that has started it. */
export interface Offer {
  readonly id: number;
  readonly errand: Errand;
  /** One of the states below, in memory that both see. */
  readonly state: Int32Array;
}

/** What the thread has made of an offer. */
export interface Delivery {
  readonly id: number;
  readonly made: readonly Made[];
}

/** What the thread begins with. */
export interface ThreadData {
  /** Offers come here, and deliveries go back. */
  readonly port: MessagePort;
}

const OPEN = 0;
const TAKEN = 1;
const OVER = 2;

export function createOffer(id: number, errand: Errand): Offer {
  return { id, errand, state: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) };
}

/** Takes an offer; false when the other one has. */
export function takeOn({ state }: Offer): boolean {
  return Atomics.compareExchange(state, 0, OPEN, TAKEN) === OPEN;
}

/** Says that nothing more is to come of an offer that was taken. */
export function end({ state }: Offer): void {
  Atomics.store(state, 0, OVER);
  Atomics.notify(state, 0);
}

/** Waits until the other one is done with an offer that it has taken. */
export function waitForEnd({ state }: Offer, patienceMs: number): void {
  Atomics.wait(state, 0, TAKEN, patienceMs);
}
