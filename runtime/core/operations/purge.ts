import type { OperationContext } from "../context.js";
import { findPlanned, refuseUnlessMatched } from "../find-revision.js";
import { toJobWrite } from "../jobs/job-write.js";
import { listEnvelopeUids } from "../list-envelope-uids.js";
import { expectedState } from "../next-state.js";
import type { WriteOptions } from "../options.js";
import { planRelease } from "../release.js";
import { runOn } from "../run-unit.js";
import { changeOf, createStamp } from "../stamp.js";
import type { Scope } from "../unit.js";

/**
 * Removes a resource for good, deleted or not: its meta, all of its revisions, and the blobs that nothing else uses. Only its ids stay,
 * in the change log. Resources that refer to it are deleted, changed or in the way, as when it is deleted.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_CONFLICT, REFERENCED
 */
export function purgeResource(context: OperationContext, resourceId: string, options: WriteOptions): Promise<void> {
  return runOn(context, resourceId, (scope) => planPurge(scope, resourceId, options), options);
}

export async function planPurge(scope: Scope, resourceId: string, options: WriteOptions): Promise<void> {
  const { unit, context } = scope;
  const current = await findPlanned(scope, resourceId, false);
  refuseUnlessMatched(current, options);
  const change = changeOf(context.model, current.meta.value, "purge", createStamp(context, unit, options));
  const { fileIds } = await context.meta.readHoldings(context.index, resourceId);
  if (!context.meta.keepsPayloads) {
    const uids = [...(await listEnvelopeUids(context, resourceId)), ...unit.envelopeUids(resourceId)];
    unit.afterwards.push(() => context.revisions.delete(uids));
  }
  const job = toJobWrite(context, current.meta.value, { facts: undefined, holds: options.holds });
  unit.add({ write: { kind: "purge", index: context.index, expected: expectedState(current), resourceId, change, job }, after: undefined });
  if (fileIds.length > 0) unit.afterwards.push(() => removeUnused(context, fileIds));
  await planRelease(scope, resourceId, options);
}

/** Whoever is about to use one of these blobs again has claimed it meanwhile, and keeps it. */
async function removeUnused({ storage }: OperationContext, fileIds: readonly string[]): Promise<void> {
  const purgedAt = new Date();
  for (const fileId of await storage.meta.listUnused(fileIds)) await storage.blobs.delete(fileId, purgedAt);
}
