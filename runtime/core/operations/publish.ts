import type { OperationContext } from "../context.js";
import { findPlanned, refuseUnlessLive } from "../find-revision.js";
import { modifyDraft } from "../modify-draft.js";
import type { WriteOptions } from "../options.js";
import { readPlanned } from "../payloads.js";
import { unchanged, type RevisionResult } from "../revision-result.js";
import { runOn } from "../run-unit.js";
import type { Scope } from "../unit.js";

/**
 * Makes the current draft stable, in place. A stable revision is left as it is.
 *
 * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT
 */
export function publishRevision(context: OperationContext, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  return runOn(context, resourceId, (scope) => planPublish(scope, resourceId, options), options);
}

export async function planPublish(scope: Scope, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  const { context } = scope;
  const current = await findPlanned(scope, resourceId, true);
  refuseUnlessLive(current, options);
  const { status, schemaVersion, dataHash } = current.revision.value;
  if (status === "stable") return unchanged(current);
  const text = await readPlanned(scope, current);
  const { indexedData, references, fileIds, job } = context.detailsOf(text);
  const next = { status: "stable", schemaVersion, dataHash, payload: { text, fileIds }, indexedData, references, job } as const;
  return modifyDraft(scope, current, next, options);
}
