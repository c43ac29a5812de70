import { EXIT } from "../exit-code.js";
import type { World } from "../world.js";
import { managerOf, type OpenedJobs } from "./open-jobs.js";
import type { WriteOptions } from "./runtime.js";

/** `specstar jobs cancel`: cancels jobs, one after the other. */
export async function cancel({ managers }: OpenedJobs, resourceIds: readonly string[], { reason }: WriteOptions, world: World): Promise<number> {
  const chosen = resourceIds.map((resourceId) => ({ resourceId, manager: managerOf(managers, resourceId) }));
  for (const { resourceId, manager } of chosen) {
    const state = await manager.cancel(resourceId, { reason, actor: world.actor });
    world.stdout(`${resourceId} ${state === "running" ? "was told to stop" : `is ${state}`}\n`);
  }
  return EXIT.ok;
}
