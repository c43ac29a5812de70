import type { File } from "../ir/file.js";
import { applyPlan, recover } from "./apply.js";
import { planWrites, type Plan } from "./plan.js";
import { readDisk } from "./read-disk.js";
import { withRunLock } from "./run-lock.js";

export interface Target {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The folder in it that is ours, as `toOutputFolder` gives it. */
  readonly output: string;
  /** Edited files, from the root, that may be overwritten or removed all the same. */
  readonly forced: ReadonlySet<string>;
}

/**
 * Makes the files and puts them on the disk, alone: no other run can come between what `make` reads and what is written.
 *
 * @param make undefined when there is nothing to be written after all.
 * @returns what was done; when a step in it is `edited`, nothing was.
 * @throws Refusal
 */
export async function writeFiles(target: Target, make: () => Promise<readonly File[] | undefined>): Promise<Plan | undefined> {
  const { root, output, forced } = target;
  return await withRunLock(root, async () => {
    recover(root, output);
    const files = await make();
    if (files === undefined) return undefined;
    const plan = planWrites(files, readDisk(root, output, files), output, forced);
    if (!plan.steps.some((step) => step.action === "edited")) applyPlan(root, output, plan);
    return plan;
  });
}
