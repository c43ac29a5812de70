import { findChanges, type Change, type Step } from "../writer/plan.js";
import { driftOf, type Drift } from "./drift.js";
import type { Outcome } from "./generate-project.js";
import { patchOf } from "./patch.js";
import type { Stats } from "./stats.js";

export interface JsonOptions {
  readonly mode: "write" | "dry" | "check";
  /** The patches of all changes as well. */
  readonly diff: boolean;
  readonly milliseconds: number;
  readonly stats: Stats | undefined;
}

/** What came of a run, for programs. The lists of a run that was stopped are empty, as nothing was done. */
export function toJson({ plan, diagnostics, models }: Outcome, { mode, diff, milliseconds, stats }: JsonOptions): object {
  const steps = plan?.steps ?? [];
  const changes = findChanges(steps);
  const files = mode === "check" ? byDrift(changes) : byAction(steps, mode === "dry" || changes.every(({ action }) => action !== "edited"));
  const patches = diff || mode === "check" ? { patches: Object.fromEntries(changes.map((change) => [change.path, patchOf(change)])) } : {};
  return { models, ...files, ...patches, diagnostics, milliseconds, ...(stats && { stats }) };
}

function byAction(steps: readonly Step[], isDone: boolean): object {
  const paths = (action: Step["action"]): string[] => (isDone || action === "edited" ? toPaths(steps.filter((step) => step.action === action)) : []);
  return { created: paths("created"), updated: paths("updated"), unchanged: paths("unchanged"), removed: paths("removed"), edited: paths("edited") };
}

function byDrift(changes: readonly Change[]): object {
  const paths = (drift: Drift): string[] => toPaths(changes.filter((change) => driftOf(change) === drift));
  return { stale: paths("stale"), missing: paths("missing"), extra: paths("extra"), edited: paths("edited") };
}

function toPaths(steps: readonly { readonly path: string }[]): string[] {
  return steps.map(({ path }) => path);
}
