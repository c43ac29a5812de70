import { setTimeout as wait } from "node:timers/promises";

const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5_000;

/** Waits before another attempt: twice as long each time, half of it by chance, so that all don't come back at once. Ends early, without an error, by the signal. */
export async function pause(attempt: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1));
  await wait(longest * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
}

/**
 * Waits for work for so many milliseconds. Then its signal comes, and it is left alone.
 *
 * @throws what the work throws, or what `late` gives.
 */
export async function within<Result>(limit: number, work: (signal: AbortSignal) => Promise<Result>, late: () => Error): Promise<Result> {
  const controller = new AbortController();
  const over = wait(limit, undefined, { signal: controller.signal }).then(() => Promise.reject(late()));
  try {
    return await Promise.race([work(controller.signal), over]);
  } finally {
    controller.abort();
  }
}
