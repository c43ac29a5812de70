import type { JobRow } from "../../stores/job-table.js";

/** How long the message of a job that may start, and has no place yet, stays away, in milliseconds: there may be many of them. */
const CROWDED_WAIT = 5_000;

/**
 * When a job that waits, and could not be had, is looked for again, in milliseconds since the epoch: at its time, or in a while when that
 * has come. Then there are rivals for its concurrency key.
 */
export function timeToLookAgain({ dueAt }: Pick<JobRow, "dueAt">): number {
  return Math.max(Date.parse(dueAt), Date.now() + CROWDED_WAIT);
}
