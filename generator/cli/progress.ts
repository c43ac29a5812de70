import type { Phase } from "./stopwatch.js";
import type { World } from "./world.js";

const PATIENCE_MS = 100;
const CLEAR_LINE = "\r\u001B[K";

const TEXTS: Readonly<Record<Phase, string>> = {
  check: "Looking for changes",
  config: "Reading the config",
  read: "Reading the models",
  emit: "Generating",
  compare: "Comparing",
  write: "Writing",
};

/** What a run is at, on a terminal, once it takes long enough for people to wonder. */
export interface Progress {
  readonly enter: (phase: Phase) => void;
  readonly clear: () => void;
}

export function createProgress(world: World): Progress {
  const startedAt = performance.now();
  let isShown = false;
  return {
    enter: (phase) => {
      if (!world.isTerminal || performance.now() - startedAt < PATIENCE_MS) return;
      isShown = true;
      world.stderr(`${CLEAR_LINE}${TEXTS[phase]}…`);
    },
    clear: () => {
      if (isShown) world.stderr(CLEAR_LINE);
      isShown = false;
    },
  };
}
