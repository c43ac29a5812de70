/** How long the message of a job that may start, and has no place yet, stays away, in milliseconds: there may be many of them. */
const CROWDED_WAIT = 5_000;

/**
 * When a job that waits, and could not be had, is looked for again, in milliseconds since the epoch: at `dueAt`, its time as an RFC 3339
 * timestamp, or in a while when that has come. Then there are rivals for its concurrency key.
 */
export function timeToLookAgain(dueAt: string): number {
  return Math.max(Date.parse(dueAt), Date.now() + CROWDED_WAIT);
}
