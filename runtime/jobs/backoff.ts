import type { Backoff } from "../core/spec.js";

/**
 * How long a job waits after its n-th failure, in milliseconds: twice as long each time, half of it by chance, so that jobs which failed
 * together don't come back together.
 *
 * @param chance from 0 to below 1.
 */
export function backoffAfter(failures: number, { first, longest }: Backoff, chance: number): number {
  const wait = Math.min(first * 2 ** (failures - 1), longest);
  return Math.round(wait / 2 + (wait / 2) * chance);
}
