import { formatGithubFile } from "../diagnostics/format-github.js";
import { findChanges, type Change, type Step } from "../writer/plan.js";
import { capped, patchOf } from "./patch.js";
import type { World } from "./world.js";

/** What is wrong with a file that is not as it should be. */
const DRIFT = { created: "missing", updated: "stale", removed: "extra", edited: "edited" } as const satisfies Record<Change["action"], string>;

export type Drift = (typeof DRIFT)[Change["action"]];

export function driftOf({ action }: Change): Drift {
  return DRIFT[action];
}

/**
 * Names the files that are not as the models want them, and shows how they differ.
 *
 * @param whole also of missing and extra files, and without an end.
 */
export function printDrift(steps: readonly Step[], world: World, { format, whole }: { readonly format: "text" | "github"; readonly whole: boolean }): void {
  const changes = findChanges(steps);
  for (const change of changes) world.stdout(`${format === "github" ? toCommand(change) : `${driftOf(change).padEnd(7)} ${change.path}`}\n`);
  for (const change of changes) {
    if (whole) world.stdout(patchOf(change));
    else if (change.found !== null && change.text !== null) world.stdout(capped(patchOf(change)));
  }
  if (changes.length === 0) return;
  const files = changes.length === 1 ? "1 file is" : `${changes.length} files are`;
  world.stderr(`${files} not as the models say. Run \`specstar generate\`, and commit what it writes.\n`);
}

function toCommand(change: Change): string {
  return formatGithubFile(change.path, "specstar generate --check", `The file is ${driftOf(change)}. Run \`specstar generate\`, and commit what it writes.`);
}
