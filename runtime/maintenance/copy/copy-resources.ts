import { SpecstarError } from "../../core/errors.js";
import { modelOf } from "../../core/ids.js";
import { copyResource } from "./copy-resource.js";
import { listChangePages } from "./copy-changes.js";
import type { Copying } from "./copying.js";
import { pairResources } from "./pair-resources.js";
import { readOne } from "./read-one.js";
import { isSame } from "./same-resource.js";

export interface CopiedResources {
  readonly copied: number;
  /** They were there already, and the same. */
  readonly skipped: number;
  /** They were purged at the source. */
  readonly dropped: number;
  readonly changes: number;
}

/** What can't be copied yet is tried so often, while the source goes on. */
const MOST_ROUNDS = 100;

/** Counts, and what is left to do. */
interface Tally {
  copied: number;
  skipped: number;
  dropped: number;
  changes: number;
  /** Ids of resources that could not be copied yet. */
  pending: Set<string>;
}

/**
 * Copies the resources that the target lacks or has otherwise, then what was changed meanwhile, until nothing is.
 *
 * @param since the last change that the target has.
 */
export async function copyResources(copying: Copying, since: number): Promise<CopiedResources> {
  const tally: Tally = { copied: 0, skipped: 0, dropped: 0, changes: 0, pending: new Set() };
  const total = await countResources(copying);
  await dropDifferent(copying, tally);
  for (const context of copying.models.values()) {
    for await (const { resourceId, source, target } of pairResources(copying.from, copying.to, context)) {
      if (source !== undefined && target === undefined) await copyOne(copying, tally, resourceId);
      copying.tell("resources", tally.copied + tally.skipped, total);
    }
  }
  await catchUp(copying, tally, since);
  const { pending: _, ...counts } = tally;
  return counts;
}

async function countResources({ from, models }: Copying): Promise<number> {
  const counts = await Promise.all([...models.values()].map(({ index }) => from.meta.count(index, null, true)));
  return counts.reduce((sum, count) => sum + count, 0);
}

/** What an earlier copy left and is no longer so makes way first: a unique value may have moved on to another resource. */
async function dropDifferent(copying: Copying, tally: Tally): Promise<void> {
  const { from, to, models } = copying;
  for (const context of models.values()) {
    for await (const { resourceId, source, target } of pairResources(from, to, context)) {
      if (target === undefined) continue;
      if (source !== undefined && isSame(source, target)) tally.skipped++;
      else await to.meta.archive.drop(context.index, [resourceId]);
      if (source === undefined) tally.dropped++;
      copying.tell("comparing", tally.skipped, null);
    }
  }
}

async function copyOne(copying: Copying, tally: Tally, resourceId: string): Promise<void> {
  const context = copying.models.get(modelOf(resourceId));
  // A model that the project has no more: its changes are copied, for they are the log's.
  if (context === undefined) return;
  const outcome = await copyResource(copying, context, resourceId);
  if (outcome === "copied") tally.copied++;
  if (outcome === "unready") tally.pending.add(resourceId);
  else tally.pending.delete(resourceId);
}

/** First the changes, then the resources as they are by then: so none is older than its last change. */
async function catchUp(copying: Copying, tally: Tally, since: number): Promise<void> {
  let last = since;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = last;
    for await (const changes of listChangePages(copying.from.meta, last)) {
      await copying.to.meta.archive.restoreChanges(changes);
      tally.changes += changes.length;
      last = changes.at(-1)?.seq ?? last;
      await renew(copying, tally, new Set([...changes.map(({ resourceId }) => resourceId), ...tally.pending]));
      copying.tell("catching up", tally.changes, null);
    }
    if (last === before && tally.pending.size === 0) return;
    if (last === before) await renew(copying, tally, new Set(tally.pending));
  }
  throw new SpecstarError("REVISION_CONFLICT", "The source is written to faster than it can be copied. Do it again at a quieter time: it goes on from here.");
}

/** Copies resources anew that differ. All make way before the first comes. */
async function renew(copying: Copying, tally: Tally, ids: ReadonlySet<string>): Promise<void> {
  const different = await listDifferent(copying, ids);
  for (const { resourceId, isGone } of different) {
    const context = copying.models.get(modelOf(resourceId));
    if (context !== undefined) await copying.to.meta.archive.drop(context.index, [resourceId]);
    if (isGone) tally.dropped++;
  }
  for (const { resourceId } of different) await copyOne(copying, tally, resourceId);
}

async function listDifferent({ from, to, models }: Copying, ids: ReadonlySet<string>): Promise<readonly { resourceId: string; isGone: boolean }[]> {
  const different: { resourceId: string; isGone: boolean }[] = [];
  for (const resourceId of ids) {
    const context = models.get(modelOf(resourceId));
    if (context === undefined) continue;
    const [source, target] = await Promise.all([readOne(from, context, resourceId, false), readOne(to, context, resourceId, false)]);
    const isEqual = source === undefined ? target === undefined : target !== undefined && isSame(source, target);
    if (!isEqual) different.push({ resourceId, isGone: source === undefined });
  }
  return different;
}
