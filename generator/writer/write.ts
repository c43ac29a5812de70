import type { File } from "../ir/file.js";
import { applyAhead } from "./apply-ahead.js";
import { applyPlan, recover } from "./apply.js";
import { findEdits, planWrites, type Change, type Plan } from "./plan.js";
import { readDisk, type DiskMemory } from "./read-disk.js";
import { withRunLock } from "./run-lock.js";

export interface Target {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The folder in it that is ours, as `toOutputFolder` gives it. */
  readonly output: string;
  /** Edited files, from the root, that may be overwritten or removed all the same. */
  readonly forced: ReadonlySet<string>;
  /** Change nothing: the plan says what would be done. */
  readonly dry?: boolean;
  /** Told when the comparing and the writing begin. */
  readonly enter?: (phase: "compare" | "write") => void;
  /** What the last run in this process left on the disk. */
  readonly memory?: DiskMemory;
}

/** Writes files before the rest of the run is made, as far as they are ours, untouched and no more than a few. */
export type WriteAhead = (files: readonly File[]) => void;

/**
 * Makes the files and puts them on the disk, alone: no other run can come between what `make` reads and what is written.
 *
 * @param make undefined when there is nothing to be written after all.
 * @returns what was done; when a step in it is `edited`, nothing was.
 * @throws Refusal
 */
export async function writeFiles(target: Target, make: (writeAhead: WriteAhead) => Promise<readonly File[] | undefined>): Promise<Plan | undefined> {
  const { root, output, forced, dry = false, enter, memory } = target;
  return await withRunLock(root, async () => {
    if (!dry) recover(root, output);
    const ahead: Change[] = [];
    const files = await make((some) => ahead.push(...(dry ? [] : applyAhead(target, some))));
    if (files === undefined) return undefined;
    enter?.("compare");
    const plan = planWrites(files, readDisk(root, output, files, memory), output, forced);
    if (dry || findEdits(plan.steps).length > 0) return plan;
    enter?.("write");
    applyPlan(root, output, plan);
    return withAhead(plan, ahead);
  });
}

/** What was written ahead is as it should be when the plan is made; it was this run that made it so all the same. */
function withAhead(plan: Plan, ahead: readonly Change[]): Plan {
  const changes = new Map(ahead.map((change) => [change.path, change]));
  return { ...plan, steps: plan.steps.map((step) => changes.get(step.path) ?? step) };
}
