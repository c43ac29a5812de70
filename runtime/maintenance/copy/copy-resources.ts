import { SpecstarError } from "../../core/errors.js";
import { modelOf } from "../../core/ids.js";
import type { OperationContext } from "../../core/context.js";
import { copyTogether, MOST_TOGETHER } from "./copy-resource.js";
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

/** How many revisions are copied together, but for one resource that has more: bounds what is held. */
const MOST_REVISIONS = 200;

/** How many resources are compared at once. */
const AT_ONCE = 32;

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
 * Copies the changes so far, the resources that the target lacks or has otherwise, then what was changed meanwhile, until nothing is.
 *
 * @param since the last change that the target has.
 */
export async function copyResources(copying: Copying, since: number): Promise<CopiedResources> {
  const tally: Tally = { copied: 0, skipped: 0, dropped: 0, changes: 0, pending: new Set() };
  // What these have done is in every resource that is read after them.
  const last = await copyChanges(copying, tally, since);
  const total = await countResources(copying);
  await dropDifferent(copying, tally);
  for (const context of copying.models.values()) {
    for await (const resourceIds of missingInTarget(copying, context)) {
      await copyMany(copying, tally, context, resourceIds);
      copying.tell("resources", tally.copied + tally.skipped, total);
    }
    copying.tell("resources", tally.copied + tally.skipped, total);
  }
  await catchUp(copying, tally, last);
  const { pending: _, ...counts } = tally;
  return counts;
}

/** Returns the number of the last one. */
async function copyChanges(copying: Copying, tally: Tally, since: number): Promise<number> {
  let last = since;
  for await (const changes of listChangePages(copying.from.meta, since)) {
    await copying.to.meta.archive.restoreChanges(changes);
    tally.changes += changes.length;
    last = changes.at(-1)?.seq ?? last;
    copying.tell("changes", tally.changes, null);
  }
  return last;
}

/** Ids of resources that can be copied together: few with many revisions, more with few. */
async function* missingInTarget({ from, to }: Copying, context: OperationContext): AsyncIterable<readonly string[]> {
  let [batch, revisions]: [string[], number] = [[], 0];
  for await (const { resourceId, source, target } of pairResources(from, to, context)) {
    if (source === undefined || target !== undefined) continue;
    batch.push(resourceId);
    revisions += source.revisions.length;
    if (batch.length < MOST_TOGETHER && revisions < MOST_REVISIONS) continue;
    yield batch;
    [batch, revisions] = [[], 0];
  }
  if (batch.length > 0) yield batch;
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

async function copyMany(copying: Copying, tally: Tally, context: OperationContext, resourceIds: readonly string[]): Promise<void> {
  const { copied, unready } = await copyTogether(copying, context, resourceIds);
  tally.copied += copied;
  for (const resourceId of resourceIds) tally.pending.delete(resourceId);
  for (const resourceId of unready) tally.pending.add(resourceId);
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

/** Copies resources anew that differ. All make way before the first comes. Those of models that the project has no more have changes alone. */
async function renew(copying: Copying, tally: Tally, ids: ReadonlySet<string>): Promise<void> {
  const different = await listDifferent(copying, [...ids]);
  for (const resourceId of ids) tally.pending.delete(resourceId);
  for (const { context, resourceId, isGone } of different) {
    await copying.to.meta.archive.drop(context.index, [resourceId]);
    if (isGone) tally.dropped++;
  }
  for (const { context, resourceId } of different) await copyMany(copying, tally, context, [resourceId]);
}

interface DifferentResource {
  readonly context: OperationContext;
  readonly resourceId: string;
  /** Whether it is gone from the source. */
  readonly isGone: boolean;
}

async function listDifferent({ from, to, models }: Copying, ids: readonly string[]): Promise<readonly DifferentResource[]> {
  const different: DifferentResource[] = [];
  const compare = async (resourceId: string): Promise<void> => {
    const context = models.get(modelOf(resourceId));
    if (context === undefined) return;
    const [source, target] = await Promise.all([readOne(from, context, resourceId, false), readOne(to, context, resourceId, false)]);
    const isEqual = source === undefined ? target === undefined : target !== undefined && isSame(source, target);
    if (!isEqual) different.push({ context, resourceId, isGone: source === undefined });
  };
  for (let at = 0; at < ids.length; at += AT_ONCE) await Promise.all(ids.slice(at, at + AT_ONCE).map(compare));
  return different;
}
