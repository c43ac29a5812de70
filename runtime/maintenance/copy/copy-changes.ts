import type { Change } from "../../core/resource.js";
import { SpecstarError } from "../../core/errors.js";
import type { MetaStore } from "../../stores/meta-store.js";
import type { Copying } from "./copying.js";

const PAGE = 500;

/** Changes of a store after a number, page by page. */
export async function* listChangePages(meta: MetaStore, after: number): AsyncIterable<readonly Change[]> {
  for (let since = after; ; ) {
    const changes: readonly Change[] = await meta.listChanges({ since, limit: PAGE });
    if (changes.length > 0) yield changes;
    since = changes.at(-1)?.seq ?? since;
    if (changes.length < PAGE) return;
  }
}

/**
 * The number of the last change that the target has from the source: a copy that was broken off goes on there.
 *
 * @throws CONFIG_INVALID when the target has changes of its own.
 */
export async function lastCommonChange({ from, to }: Copying): Promise<number> {
  let last = 0;
  for await (const targets of listChangePages(to.meta, 0)) {
    const sources = await from.meta.listChanges({ since: last, limit: targets.length });
    const other = targets.findIndex((change, at) => !isSameChange(change, sources[at]));
    if (other !== -1) throw hasOwnChanges(targets[other]);
    last = targets.at(-1)?.seq ?? last;
  }
  return last;
}

/** Without who and why, which a purge takes from both, at other times. */
function isSameChange(a: Change, b: Change | undefined): boolean {
  return b !== undefined && a.seq === b.seq && a.model === b.model && a.resourceId === b.resourceId && a.revisionId === b.revisionId && a.op === b.op;
}

function hasOwnChanges(change: Change | undefined): SpecstarError {
  const message = `The target has a change of its own, number ${change?.seq} of ${change?.resourceId}: it was written to. Copy into an empty back end, or one that was only copied to.`;
  return new SpecstarError("CONFIG_INVALID", message);
}
