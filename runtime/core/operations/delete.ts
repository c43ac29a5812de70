import { changeResource } from "../commit.js";
import type { OperationContext } from "../context.js";
import { findCurrent, refuseUnlessLive } from "../find-revision.js";
import { appendRepeat, createStamp, type RevisionResult } from "../next-state.js";
import type { WriteOptions } from "../options.js";

/**
 * Marks a resource as deleted, by a revision that shares the data of the current one.
 *
 * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT
 */
export function deleteResource(context: OperationContext, resourceId: string, options: WriteOptions): Promise<RevisionResult> {
  return changeResource(context, resourceId, async () => {
    const current = await findCurrent(context, resourceId, false);
    refuseUnlessLive(current, options);
    return appendRepeat(context, current, "delete", createStamp(context, options));
  });
}
