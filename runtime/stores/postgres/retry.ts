import { setTimeout as sleep } from "node:timers/promises";

/** How long a call waits for a server that restarts, or for others that are in its way, in milliseconds. */
const usualPatience = 10_000;

/** The longest pause between two tries, in milliseconds. */
const longestPause = 500;

/**
 * Runs `attempt` again while it fails for a reason that passes. The pauses grow, and are random, so that those who failed together
 * don't come back together.
 *
 * @throws what `attempt` throws: at once when it is for good, else after `patience` milliseconds.
 */
export async function retry<Result>(attempt: () => Promise<Result>, passes: (error: unknown) => boolean, patience: number = usualPatience): Promise<Result> {
  const deadline = performance.now() + patience;
  for (let pause = 10; ; pause = Math.min(2 * pause, longestPause)) {
    try {
      return await attempt();
    } catch (error) {
      if (!passes(error) || performance.now() >= deadline) throw error;
    }
    await sleep(pause * (0.5 + Math.random()));
  }
}
