import type { World } from "../world.js";

/** Resolves when the user wants the command to end. */
export async function untilStopped(world: World): Promise<void> {
  let off: (() => void) | undefined;
  await new Promise<void>((stop) => (off = world.onStop(stop)));
  off?.();
}
