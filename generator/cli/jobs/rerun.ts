import { Refusal } from "../../writer/refusal.js";
import { EXIT } from "../exit-code.js";
import type { World } from "../world.js";
import { whereState } from "./list.js";
import { chooseManagers, managerOf, type OpenedJobs } from "./open-jobs.js";
import type { JobState, WriteOptions } from "./runtime.js";

export interface RerunFlags extends WriteOptions {
  readonly model?: string;
  readonly state?: JobState;
  readonly yes?: boolean;
}

/** Of what is rerun together: all or none. */
const MOST = 10_000;

/** `specstar jobs rerun`: has jobs run again, by their ids or by the state in which they have ended. */
export async function rerun(jobs: OpenedJobs, resourceIds: readonly string[], flags: RerunFlags, world: World): Promise<number> {
  if ((resourceIds.length === 0) === (flags.state === undefined))
    throw new Refusal("it is not clear which jobs are meant", "name them by their ids, or by how they have ended: --state failed");
  return flags.state === undefined ? rerunNamed(jobs, resourceIds, flags, world) : rerunMany(jobs, { ...flags, state: flags.state }, world);
}

async function rerunNamed({ managers }: OpenedJobs, resourceIds: readonly string[], { reason }: RerunFlags, world: World): Promise<number> {
  const chosen = resourceIds.map((resourceId) => ({ resourceId, manager: managerOf(managers, resourceId) }));
  for (const { resourceId, manager } of chosen) {
    await manager.rerun(resourceId, { reason, actor: world.actor });
    world.stdout(`${resourceId} runs again\n`);
  }
  return EXIT.ok;
}

async function rerunMany({ managers }: OpenedJobs, flags: RerunFlags & { readonly state: JobState }, world: World): Promise<number> {
  const { model, state, reason } = flags;
  const where = whereState(state);
  const counted = chooseManagers(managers, model).map(async ([name, manager]) => ({ name, manager, count: await manager.count({ where }) }));
  const found = (await Promise.all(counted)).filter(({ count }) => count > 0);
  const objection = await findObjection(found.map(({ name, count }) => `${count} ${state} of ${name}`), flags, world);
  if (objection !== null) return objection;
  for (const { name, manager } of found) {
    const { count } = await manager.rerunMany(where, { reason, actor: world.actor, most: MOST });
    world.stdout(`${count} of ${name} ${count === 1 ? "runs" : "run"} again\n`);
  }
  if (found.length === 0) world.stderr(`There is no job that is ${state}.\n`);
  return EXIT.ok;
}

/** The exit code to end with; null when the user consents. */
async function findObjection(what: readonly string[], { yes = false }: RerunFlags, world: World): Promise<number | null> {
  if (yes || what.length === 0) return null;
  world.stderr(`To run again: ${what.join(", ")}.\n`);
  if (world.ask === null) {
    world.stderr("Nothing was done. If that is what you want, add --yes.\n");
    return EXIT.destructive;
  }
  if ((await world.ask("Type `yes` if that is what you want: ")).trim() === "yes") return null;
  world.stderr("Nothing was done.\n");
  return EXIT.declined;
}
