import { setTimeout as sleep } from "node:timers/promises";

const QUIET_MS = 80;

/** Work that is asked for more often than it need be done. */
export interface Rounds {
  /** Asks for a round: requests that come close together, or during a round, are answered by one more. */
  request(): void;
  /** No further round starts; resolves when the one under way is over. */
  finish(): Promise<void>;
}

/** @param round never rejects. */
export function createRounds(round: () => Promise<void>): Rounds {
  const ending = new AbortController();
  let isWanted = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    while (isWanted && !ending.signal.aborted) {
      // An editor that saves makes several changes within a few milliseconds.
      await sleep(QUIET_MS);
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
