import type { Storage } from "../../stores/storage.js";

export type Receipts = Storage["meta"]["receipts"];

/** How many requests with a key come between two sweeps. */
const INTERVAL = 1000;

const counts = new WeakMap<Receipts, number>();

/** Counts a request with a key, and has expired receipts removed now and then. Nobody waits for it. */
export function sweepNowAndThen(receipts: Receipts): void {
  const count = (counts.get(receipts) ?? 0) + 1;
  counts.set(receipts, count % INTERVAL);
  // What is left over goes with the next sweep.
  if (count === INTERVAL) receipts.sweep(new Date().toISOString()).catch(() => undefined);
}
