import type { Diagnostic } from "../diagnostics.js";
import { formatGithub } from "../diagnostics/format-github.js";
import { formatDiagnostic } from "../diagnostics/format.js";
import { findChanges, type Change, type Step } from "../writer/plan.js";
import { capped, patchOf } from "./patch.js";
import type { World } from "./world.js";

/** Prints problems, each with its place, and how many there are. */
export function printDiagnostics(diagnostics: readonly Diagnostic[], world: World, format: "text" | "github" = "text"): void {
  for (const diagnostic of diagnostics) {
    if (format === "github") world.stdout(`${formatGithub(diagnostic)}\n`);
    else world.stderr(`${formatDiagnostic(diagnostic, { colour: world.colour })}\n\n`);
  }
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors > 0) world.stderr(`${errors === 1 ? "1 problem" : `${errors} problems`}: nothing was written.\n`);
}

/** Prints a line per file that was created, updated or removed. */
export function printResult(steps: readonly Step[], world: World): void {
  for (const { action, path } of findChanges(steps)) world.stdout(`${action.padEnd(7)} ${path}\n`);
}

/** `✔ 500 models · 2,514 files · 3 written · 0.41 s`, with a line end. */
export function summary(counts: { readonly models: number; readonly plan: { readonly steps: readonly Step[] } | undefined }, milliseconds: number): string {
  const steps = counts.plan?.steps ?? [];
  const { written, removed } = countSteps(steps);
  const parts = [
    `${count(counts.models)} ${counts.models === 1 ? "model" : "models"}`,
    `${count(steps.length - removed)} ${steps.length - removed === 1 ? "file" : "files"}`,
    `${count(written)} written`,
    ...(removed === 0 ? [] : [`${count(removed)} removed`]),
    `${(milliseconds / 1000).toFixed(2)} s`,
  ];
  return `✔ ${parts.join(" · ")}\n`;
}

export function countSteps(steps: readonly Step[]): { readonly written: number; readonly unchanged: number; readonly removed: number } {
  const of = (...actions: readonly Step["action"][]): number => steps.filter(({ action }) => actions.includes(action)).length;
  return { written: of("created", "updated"), unchanged: of("unchanged"), removed: of("removed") };
}

/** With a comma between thousands, whatever the locale. */
export function count(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
}

/** Prints what somebody has changed in generated files, and the ways on. */
export function printEdits(edits: readonly Change[], world: World): void {
  for (const edit of edits) world.stderr(`${describeEdit(edit)}  = help: ${placeFor(edit.path)}\n\n`);
  const names = edits.map(({ path }) => path).join(" ");
  world.stderr(
    `Nothing was written. Generated files are written anew on every run, so keep what was changed elsewhere.\n` +
      `Then either restore the files (git restore ${names}),\n` +
      `or give up the changes: specstar generate --force ${names}\n`,
  );
}

function describeEdit(edit: Change): string {
  const head = `error: ${edit.path} is not as specstar left it`;
  if (edit.text === null) return `${head}, and no longer generated\n`;
  return `${head}\n${capped(patchOf(edit, { before: "as it is", after: "as generated" }))}`;
}

/** Where a change of that kind belongs, so that the next run keeps it. */
function placeFor(path: string): string {
  const template = "for another text of every such file, use a template or an emitter of your own";
  if (path.endsWith(".model.ts")) return `the shape of the data belongs in the model, checks and defaults too; ${template}`;
  if (path.endsWith("specstar.lock.json")) return "the lock file belongs to the migrations: restore it, and change the models";
  if (/openapi\.(?:json|yaml)$/.test(path)) return "what the document says belongs in doc comments of the models and in `openapi` of specstar.config.ts";
  if (path.endsWith("client.ts")) return `wrap the client in a file of your own; ${template}`;
  return `behaviour belongs in server.ts: hooks, routes of your own, the caller's name; ${template}`;
}
