import type { World } from "../world.js";
import type { MigrateFlags } from "../program.js";
import type { Migration, Runtime, Target } from "./runtime.js";

/** What one run of `specstar migrate` works on. */
export interface Run {
  readonly runtime: Runtime;
  readonly target: Target;
  readonly migrations: readonly Migration[];
  readonly world: World;
  readonly flags: MigrateFlags;
}

const TOLD_EVERY_MS = 2000;

/** Says on stderr, every now and then while `work` goes on, what it is at. */
export async function withProgress<Result>(world: World, what: () => string, work: () => Promise<Result>): Promise<Result> {
  const started = world.now().getTime();
  const timer = setInterval(() => world.stderr(`still ${what()}, ${Math.round((world.now().getTime() - started) / 1000)} s\n`), TOLD_EVERY_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
