import { appendRepeat } from "../append-repeat.js";
import type { OperationContext } from "../context.js";
import { findPlanned, refuseUnlessMatched } from "../find-revision.js";
import type { WriteOptions } from "../options.js";
import { readPlanned } from "../payloads.js";
import { toResult, unchanged, type RevisionResult } from "../revision-result.js";
import { runOn } from "../run-unit.js";
import type { Scope } from "../unit.js";

/**
 * Undoes a delete, by a revision that shares the data of the current one. A resource that is not deleted is left as it is.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_CONFLICT; UNIQUE_VIOLATION when another resource has taken a unique value meanwhile;
 *   REFERENCE_NOT_FOUND when something that it refers to is gone
 */
export function restoreResource(context: OperationContext, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  return runOn(context, resourceId, (scope) => planRestore(scope, resourceId, options), options);
}

export async function planRestore(scope: Scope, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  const { context } = scope;
  const isTold = context.hasReferences || context.spec.job !== undefined;
  const current = await findPlanned(scope, resourceId, isTold);
  refuseUnlessMatched(current, options);
  if (!current.isDeleted) return unchanged(current);
  const details = isTold ? context.detailsOf(await readPlanned(scope, current)) : undefined;
  return toResult(appendRepeat(scope, current, { op: "restore", references: details?.references, job: details?.job }, options));
}
