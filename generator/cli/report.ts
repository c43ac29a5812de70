import type { Diagnostic } from "../diagnostics.js";
import { formatDiagnostic } from "../diagnostics/format.js";
import type { Action, Plan, Step } from "../writer/plan.js";
import { unifiedDiff } from "../writer/unified-diff.js";
import type { World } from "./world.js";

const DONE = ["created", "updated", "unchanged", "removed"] as const satisfies readonly Action[];
const DIFF_LINES = 60;

/** Prints problems, each with its place, and how many there are. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], world: World): void {
  for (const diagnostic of diagnostics) world.stderr(`${formatDiagnostic(diagnostic, { colour: world.colour })}\n\n`);
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors > 0) world.stderr(`${errors === 1 ? "1 problem" : `${errors} problems`}: nothing was written.\n`);
}

/** Prints a line per file that was created, updated or removed, and a summary. */
export function printPlan(plan: Plan, milliseconds: number, world: World): void {
  for (const { action, path } of plan.steps) {
    if (action !== "unchanged") world.stdout(`${action.padEnd(7)} ${path}\n`);
  }
  const counts = DONE.map((action) => `${plan.steps.filter((step) => step.action === action).length} ${action}`);
  world.stderr(`${counts.join(", ")} in ${(milliseconds / 1000).toFixed(2)} s\n`);
}

/** Prints what somebody has changed in generated files, and the ways on. */
export function printEdits(edits: readonly Step[], world: World): void {
  for (const step of edits) world.stderr(describeEdit(step));
  const names = edits.map(({ path }) => path).join(" ");
  world.stderr(
    `Nothing was written. Generated files are written anew on every run, so keep what was changed elsewhere: in the models,\n` +
      `in server.ts or in a file of your own. Then either restore the files (git restore ${names}),\n` +
      `or give up the changes: specstar generate --force ${names}\n`,
  );
}

function describeEdit({ path, text, found }: Step): string {
  const head = `error: ${path} is not as specstar left it`;
  if (text === null) return `${head}, and no longer generated\n\n`;
  const lines = unifiedDiff(found ?? "", text).split("\n");
  const rest = lines.length > DIFF_LINES ? [`… and ${lines.length - DIFF_LINES} lines more`] : [];
  return [head, `--- ${path} (as it is)`, `+++ ${path} (as generated)`, ...lines.slice(0, DIFF_LINES), ...rest, "", ""].join(
    "\n",
  );
}

/** The same for programs: one JSON object. */
export function formatJson(plan: Plan | undefined, diagnostics: readonly Diagnostic[], milliseconds: number): string {
  const paths = (action: Action): string[] =>
    (plan?.steps ?? []).filter((step) => step.action === action).map((step) => step.path);
  const isWritten = plan !== undefined && paths("edited").length === 0;
  const files = DONE.map((action) => [action, isWritten ? paths(action) : []] as const);
  return JSON.stringify({ ...Object.fromEntries(files), edited: paths("edited"), diagnostics, milliseconds }, null, 2);
}
