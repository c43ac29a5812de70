import type { StoredRevision } from "../../stores/meta-store.js";
import { appendData } from "../append-data.js";
import { changeResource } from "../commit.js";
import type { OperationContext, PreparedData } from "../context.js";
import { findCurrent, refuseUnlessLive } from "../find-revision.js";
import type { RevisionResult } from "../next-state.js";
import type { UpdateOptions } from "../options.js";

/**
 * Appends a revision with new data. Data that equals the current data makes none, unless another status is asked for.
 *
 * @throws VALIDATION_FAILED, RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, UNIQUE_VIOLATION
 */
export async function updateResource(
  context: OperationContext,
  resourceId: string,
  input: unknown,
  options: UpdateOptions,
): Promise<RevisionResult> {
  const prepared = context.prepare(input);
  return changeResource(context, resourceId, async () => {
    const current = await findCurrent(context, resourceId, false);
    refuseUnlessLive(current, options);
    return isUnchanged(context, current, prepared, options)
      ? { write: null, result: { revision: current.revision, etag: current.etag } }
      : appendData(context, current, prepared, options);
  });
}

function isUnchanged(context: OperationContext, { revision }: StoredRevision, { hash }: PreparedData, { status }: UpdateOptions): boolean {
  return (
    revision.value.dataHash === hash &&
    revision.value.schemaVersion === context.schemaVersion &&
    (status === undefined || status === revision.value.status)
  );
}
