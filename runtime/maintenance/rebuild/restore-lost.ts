import { isSpecstarError } from "../../core/errors.js";
import type { Change } from "../../core/resource.js";
import type { Storage } from "../../stores/storage.js";
import type { ModelContexts } from "../models-of.js";
import { gatherRevisions, toFacts, type EnvelopeFacts } from "./gather-revisions.js";
import { resourceOf } from "./resource-of.js";

/**
 * Brings resources back whose meta is lost, from their envelopes; which revision is current, the change log says.
 *
 * @param lost the last change of each.
 * @returns the ids of those that are there again
 */
export async function restoreLost(storage: Storage, models: ModelContexts, lost: readonly Change[]): Promise<ReadonlySet<string>> {
  const byResource = new Map(lost.map(({ resourceId }) => [resourceId, new Array<EnvelopeFacts>()]));
  for await (const envelope of storage.revisions.list()) byResource.get(envelope.info.resourceId)?.push(toFacts(envelope));
  const restored = new Set<string>();
  for (const change of lost) if (await restoreOne(storage, models, change, byResource.get(change.resourceId) ?? [])) restored.add(change.resourceId);
  return restored;
}

async function restoreOne(storage: Storage, models: ModelContexts, { model, revisionId, at, by }: Change, facts: readonly EnvelopeFacts[]): Promise<boolean> {
  const context = models.get(model);
  const { revisions } = gatherRevisions(facts);
  const current = revisions?.find(({ info }) => info.value.revisionId === revisionId);
  if (context === undefined || revisions === null || current === undefined) return false;
  const dump = await resourceOf(storage, context, revisions, current);
  if (dump === null) return false;
  try {
    return await context.meta.archive.replace(context.index, { ...dump, meta: { ...dump.meta, updatedTime: at, updatedBy: by } }, null);
  } catch (error) {
    if (isSpecstarError(error, "UNIQUE_VIOLATION")) return false;
    throw error;
  }
}
