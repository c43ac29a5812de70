import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { recall } from "../record/recall.js";
import { Refusal } from "../writer/refusal.js";
import type { Outcome, Run } from "./generate-project.js";
import { optimiseLess } from "./optimise-less.js";
import type { GenerateFlags } from "./program.js";
import { createProgress } from "./progress.js";
import { reportRun } from "./report-run.js";
import { createStopwatch } from "./stopwatch.js";
import type { World } from "./world.js";

/** `specstar generate`. Exits with 2 and writes nothing when a model is broken or a generated file was edited. */
export async function generateCommand(root: string, flags: GenerateFlags, world: World): Promise<number> {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new Refusal(`there is no folder ${root}`, "name the project's folder");
  if (flags.watch === true) {
    const { watch } = await import("./watch.js");
    return await watch(root, flags, world);
  }
  const stopwatch = createStopwatch();
  const progress = createProgress(world);
  const enter: Run["enter"] = (phase) => {
    stopwatch.enter(phase);
    progress.enter(phase);
  };
  try {
    enter("check");
    const outcome = await runOrRecall(root, { now: world.now, forced: toForced(root, flags, world), dry: isDry(flags), enter });
    progress.clear();
    return reportRun(outcome, { flags, stopwatch, world });
  } finally {
    progress.clear();
  }
}

function isDry({ check, diff, dryRun }: GenerateFlags): boolean {
  return check === true || diff === true || dryRun === true;
}

/** What reads and renders is loaded only when there is something to be done. */
async function runOrRecall(root: string, run: Run): Promise<Outcome> {
  const record = recall(root);
  if (record !== undefined) return { ...record, plan: { steps: record.files.map((path) => ({ path, kind: "generated", action: "unchanged" })) } };
  optimiseLess();
  const { generateProject } = await import("./generate-project.js");
  return await generateProject(root, run);
}

/** Files are named as they are printed, from the root, or as a shell completes them, from where the user is. */
function toForced(root: string, { force = [] }: GenerateFlags, world: World): ReadonlySet<string> {
  const fromCwd = force.map((path) => relative(root, resolve(world.cwd, path)).split(sep).join("/"));
  return new Set([...force, ...fromCwd]);
}
