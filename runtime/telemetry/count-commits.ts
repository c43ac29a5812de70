import type { MetaStore } from "../stores/meta-store.js";
import type { Instruments } from "./metrics/instruments.js";

/** A `commit` that counts how units end, and what the committed ones changed. A dry run changes nothing and is not counted. */
export function countCommits(meta: MetaStore, { commits, changes }: Instruments): MetaStore["commit"] {
  return async (unit, options) => {
    const outcome = await meta.commit(unit, options);
    if (options?.dryRun === true) return outcome;
    commits.with(outcome.kind).add();
    if (outcome.kind === "committed") for (const { change } of unit) changes.with(change.model, change.op).add();
    return outcome;
  };
}
