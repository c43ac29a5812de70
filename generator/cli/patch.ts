import type { Change } from "../writer/plan.js";
import { unifiedDiff } from "../writer/unified-diff.js";

const MOST_LINES = 60;

/** What a change does, or undoes, as a patch that `git apply` takes. Ends with a newline. */
export function patchOf({ path, text, found }: Change, notes?: { readonly before: string; readonly after: string }): string {
  const [before, after] = notes === undefined ? [`a/${path}`, `b/${path}`] : [`${path} (${notes.before})`, `${path} (${notes.after})`];
  const head = [`--- ${found === null ? "/dev/null" : before}`, `+++ ${text === null ? "/dev/null" : after}`];
  return `${[...head, unifiedDiff(found ?? "", text ?? "")].join("\n")}\n`;
}

/** As much of a patch as people read. */
export function capped(patch: string): string {
  const lines = patch.split("\n");
  if (lines.length <= MOST_LINES) return patch;
  return `${lines.slice(0, MOST_LINES).join("\n")}\n… and ${lines.length - MOST_LINES} lines more\n`;
}
