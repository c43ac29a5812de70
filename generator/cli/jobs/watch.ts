import { EXIT } from "../exit-code.js";
import type { World } from "../world.js";
import { describeCounts, describeRunning } from "./describe.js";
import { whereState } from "./list.js";
import { chooseManagers, type OpenedJobs } from "./open-jobs.js";
import { createPatience } from "./patience.js";
import type { Manager } from "./runtime.js";
import { createScreen } from "./screen.js";

const INTERVAL_MS = 1000;
/** Of a model, so that the view stays on the screen. */
const MOST_RUNNING = 10;

/** `specstar jobs list --watch`: what waits and what runs, until the user stops it. */
export async function watch(jobs: OpenedJobs, { model }: { readonly model?: string }, world: World): Promise<number> {
  const chosen = chooseManagers(jobs.managers, model);
  const screen = createScreen(world, world.stdout);
  const patience = createPatience(world);
  world.stderr("Ctrl-C stops.\n");
  do screen.draw(await readView(jobs, chosen, world.now()));
  while (await patience.wait(INTERVAL_MS));
  patience.end();
  return EXIT.ok;
}

/** What waits, a line per model, and below it what runs, a line per job. */
async function readView({ storage }: OpenedJobs, chosen: readonly (readonly [string, Manager])[], now: Date): Promise<readonly string[]> {
  const width = Math.max(...chosen.map(([name]) => name.length));
  const counts = chosen.map(async ([name, { spec }]) => describeCounts(name, await storage.meta.jobs.count(spec.index, now.toISOString()), { now, width }));
  const running = await Promise.all(chosen.map(([, manager]) => readRunning(manager)));
  return [...(await Promise.all(counts)), ...running.flat()];
}

async function readRunning(manager: Manager): Promise<readonly string[]> {
  const { items } = await manager.search({ where: whereState("running"), limit: MOST_RUNNING });
  return Promise.all(items.map(async ({ meta: { resourceId } }) => `  ${describeRunning(resourceId, await manager.status(resourceId))}`));
}
