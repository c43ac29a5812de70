import { statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import type { Plan, Step } from "../writer/plan.js";
import { Refusal } from "../writer/refusal.js";
import { EXIT } from "./exit-code.js";
import { generateProject } from "./generate-project.js";
import type { GenerateFlags } from "./program.js";
import { formatJson, printDiagnostics, printEdits, printPlan } from "./report.js";
import type { World } from "./world.js";

/** `specstar generate`. Exits with 2 and writes nothing when a model is broken or a generated file was edited. */
export async function generateCommand(root: string, flags: GenerateFlags, world: World): Promise<number> {
  if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
    throw new Refusal(`there is no folder ${root}`, "name the project's folder");
  const started = world.now().getTime();
  const { plan, diagnostics } = await generateProject(root, toForced(root, flags, world), world.now);
  const milliseconds = world.now().getTime() - started;
  if (flags.json === true) world.stdout(`${formatJson(plan, diagnostics, milliseconds)}\n`);
  else printDiagnostics(diagnostics, world);
  if (plan === undefined) return EXIT.badInput;
  const edits = findEdits(plan);
  if (flags.json !== true && edits.length === 0) printPlan(plan, milliseconds, world);
  if (flags.json !== true && edits.length > 0) printEdits(edits, world);
  return edits.length === 0 ? EXIT.ok : EXIT.badInput;
}

/** The steps that a run stops for. */
export function findEdits(plan: Plan): readonly Step[] {
  return plan.steps.filter((step) => step.action === "edited");
}

/** Files are named as they are printed, from the root, or as a shell completes them, from where the user is. */
function toForced(root: string, { force = [] }: GenerateFlags, world: World): ReadonlySet<string> {
  const fromCwd = force.map((path) => relative(root, resolve(world.cwd, path)).split(sep).join("/"));
  return new Set([...force, ...fromCwd]);
}
