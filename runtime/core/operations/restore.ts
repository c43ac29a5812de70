import { changeResource } from "../commit.js";
import type { OperationContext } from "../context.js";
import { findCurrent, refuseUnlessMatched } from "../find-revision.js";
import { appendRepeat, createStamp, type RevisionResult } from "../next-state.js";
import type { WriteOptions } from "../options.js";

/**
 * Undoes a delete, by a revision that shares the data of the current one. A resource that is not deleted is left as it is.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_CONFLICT, UNIQUE_VIOLATION when another resource has taken a unique value meanwhile
 */
export function restoreResource(context: OperationContext, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  return changeResource(context, resourceId, async () => {
    const current = await findCurrent(context, resourceId, false);
    refuseUnlessMatched(current, options);
    if (!current.isDeleted) return { write: null, result: { revision: current.revision, etag: current.etag } };
    return appendRepeat(context, current, "restore", createStamp(context, options));
  });
}
