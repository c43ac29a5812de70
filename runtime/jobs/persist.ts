import { sleep } from "./sleep.js";
import type { OnTrouble } from "./trouble.js";

const FIRST_WAIT = 100;
const LONGEST_WAIT = 5_000;

export interface Persistence {
  /** Ends the trying. */
  readonly signal: AbortSignal;
  readonly onTrouble: OnTrouble;
}

/** Does something again and again, waiting longer each time, until it succeeds; undefined when the signal came first. Never rejects. */
export async function persist<Result>(work: () => Promise<Result>, { signal, onTrouble }: Persistence): Promise<Result | undefined> {
  for (let wait = FIRST_WAIT; !signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT)) {
    try {
      return await work();
    } catch (error) {
      onTrouble(error);
      await sleep(wait * (0.5 + Math.random() / 2), signal);
    }
  }
  return undefined;
}
