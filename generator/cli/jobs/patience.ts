import { setTimeout } from "node:timers/promises";
import type { World } from "../world.js";

/** What a command waits with that looks again and again until something is so, or the user has enough. */
export interface Patience {
  /** Waits. Resolves with whether the command is to go on. */
  wait(milliseconds: number): Promise<boolean>;
  /** The user's wish is no more of interest. */
  end(): void;
}

export function createPatience(world: World): Patience {
  const stopping = new AbortController();
  const end = world.onStop(() => stopping.abort());
  return {
    wait: async (milliseconds) => {
      await setTimeout(milliseconds, undefined, { signal: stopping.signal }).catch(() => {});
      return !stopping.signal.aborted;
    },
    end,
  };
}
