import { isWritable } from "../core/date-time.js";

const DONT_RETRY = "DontRetry";
const SNOOZE = "Snooze";

/** What a handler throws to fail its job for good, however many retries it has left. */
export function dontRetry(reason: string | Error): Error {
  const error = typeof reason === "string" ? new Error(reason) : new Error(reason.message, { cause: reason });
  error.name = DONT_RETRY;
  return error;
}

/**
 * What a handler throws to go on later, from the start; it counts as no attempt.
 *
 * @throws RangeError for a time that no date can have.
 */
export function snooze(until: Date | { readonly seconds: number }): Error {
  const time = until instanceof Date ? until : new Date(Date.now() + until.seconds * 1_000);
  if (!isWritable(time)) throw new RangeError("A job can't be snoozed until an invalid date, or one after the year 9999.");
  return Object.assign(new Error(`The job goes on at ${time.toISOString()}.`), { name: SNOOZE, until: time });
}

/** Goes by name, because a project can hold two installed copies of this package. */
export function isDontRetry(error: unknown): boolean {
  return error instanceof Error && error.name === DONT_RETRY;
}

/** When a handler wants to go on; undefined when it has failed instead. */
export function snoozedUntil(error: unknown): Date | undefined {
  return error instanceof Error && error.name === SNOOZE && "until" in error && error.until instanceof Date ? error.until : undefined;
}
