import { findChanges, findEdits } from "../writer/plan.js";
import { printDrift } from "./drift.js";
import { EXIT } from "./exit-code.js";
import type { Outcome } from "./generate-project.js";
import { patchOf } from "./patch.js";
import type { GenerateFlags } from "./program.js";
import { toJson } from "./report-json.js";
import { printDiagnostics, printEdits, printResult, summary } from "./report.js";
import { formatStats, toStats } from "./stats.js";
import type { Stopwatch } from "./stopwatch.js";
import type { World } from "./world.js";

export interface Reporting {
  readonly flags: GenerateFlags;
  readonly stopwatch: Stopwatch;
  readonly world: World;
}

/** Tells what came of a run, as the flags ask for it: data on stdout, talk on stderr. @returns the exit code */
export function reportRun(outcome: Outcome, { flags, stopwatch, world }: Reporting): number {
  const milliseconds = stopwatch.total();
  const stats = flags.stats === true ? toStats(outcome, stopwatch) : undefined;
  if (flags.json === true || flags.format === "json") {
    const json = toJson(outcome, { mode: toMode(flags), diff: flags.diff === true, milliseconds, stats });
    world.stdout(`${JSON.stringify(json, null, flags.watch === true ? 0 : 2)}\n`);
    return toExitCode(outcome, flags);
  }
  const { format } = flags;
  printDiagnostics(outcome.diagnostics, world, format);
  if (outcome.plan !== undefined) printSteps({ ...outcome, plan: outcome.plan }, { flags: { ...flags, format }, world });
  if (stats !== undefined) world.stderr(formatStats(stats));
  if (isGood(outcome)) world.stderr(toMode(flags) === "write" ? summary(outcome, milliseconds) : "");
  return toExitCode(outcome, flags);
}

type Planned = Outcome & { readonly plan: NonNullable<Outcome["plan"]> };

function printSteps({ plan: { steps } }: Planned, { flags, world }: { flags: GenerateFlags & { format: "text" | "github" }; world: World }): void {
  if (flags.check === true) {
    printDrift(steps, world, { format: flags.format, whole: flags.diff === true });
    return;
  }
  const edits = findEdits(steps);
  if (flags.dryRun === true) for (const { action, path } of findChanges(steps)) world.stdout(`${WOULD[action].padEnd(7)} ${path}\n`);
  if (flags.diff === true) for (const change of findChanges(steps)) world.stdout(change.action === "edited" ? "" : patchOf(change));
  if (edits.length > 0) printEdits(edits, world);
  else if (toMode(flags) === "write") printResult(steps, world);
}

const WOULD = { created: "create", updated: "update", removed: "remove", edited: "edited" } as const;

function toMode({ check, diff, dryRun }: GenerateFlags): "write" | "dry" | "check" {
  if (check === true) return "check";
  return diff === true || dryRun === true ? "dry" : "write";
}

function isGood({ plan }: Outcome): boolean {
  return plan !== undefined && findEdits(plan.steps).length === 0;
}

function toExitCode(outcome: Outcome, flags: GenerateFlags): number {
  if (outcome.plan === undefined) return EXIT.badInput;
  if (flags.check === true) return findChanges(outcome.plan.steps).length === 0 ? EXIT.ok : EXIT.drift;
  return isGood(outcome) ? EXIT.ok : EXIT.badInput;
}
