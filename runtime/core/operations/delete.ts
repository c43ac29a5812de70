import { appendRepeat } from "../append-repeat.js";
import type { OperationContext } from "../context.js";
import { findPlanned, refuseUnlessLive } from "../find-revision.js";
import type { WriteOptions } from "../options.js";
import { planRelease } from "../release.js";
import { toResult, type RevisionResult } from "../revision-result.js";
import { runOn } from "../run-unit.js";
import type { Scope } from "../unit.js";

/**
 * Marks a resource as deleted, by a revision that shares the data of the current one. Resources that refer to it are deleted, changed
 * or in the way, as their models say.
 *
 * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, REFERENCED
 */
export function deleteResource(context: OperationContext, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  return runOn(context, resourceId, (scope) => planDelete(scope, resourceId, options), options);
}

export async function planDelete(scope: Scope, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  const { context } = scope;
  const current = await findPlanned(scope, resourceId, false);
  refuseUnlessLive(current, options);
  const references = context.hasReferences ? [] : undefined;
  const planned = appendRepeat(scope, current, { op: "delete", references }, options);
  await planRelease(scope, resourceId, options);
  return toResult(planned);
}
