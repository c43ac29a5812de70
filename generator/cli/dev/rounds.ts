import { setTimeout as sleep } from "node:timers/promises";

/** Work that is asked for more often than it need be done. */
export interface Rounds {
  /** Asks for a round: requests that come close together, or during a round, are answered by one more. */
  request(): void;
  /** No further round starts; resolves when the one under way is over. */
  finish(): Promise<void>;
}

/**
 * @param round never rejects.
 * @param quietMs how long a round waits for further requests: an editor that saves makes several changes.
 */
export function createRounds(round: () => Promise<void>, quietMs: number): Rounds {
  const ending = new AbortController();
  let isWanted = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (isWanted && !ending.signal.aborted) {
      await sleep(quietMs);
      isWanted = false;
      if (!ending.signal.aborted) await round();
    }
    running = undefined;
  };
  return {
    request: () => {
      isWanted = true;
      running ??= run();
    },
    finish: async () => {
      ending.abort();
      await running;
    },
  };
}
