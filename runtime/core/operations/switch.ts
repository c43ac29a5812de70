import { changeResource } from "../commit.js";
import type { OperationContext } from "../context.js";
import { Facts } from "../facts.js";
import { findByNumber, refuseUnlessLive } from "../find-revision.js";
import { createStamp, pointAt } from "../next-state.js";
import type { WriteOptions } from "../options.js";
import { readPayload } from "../payloads.js";
import type { ResourceMeta } from "../resource.js";

/** What a switch did. */
export interface SwitchResult {
  readonly meta: Facts<ResourceMeta>;
  /** Without quotes. */
  readonly etag: string;
}

/**
 * Makes another revision the current one; makes no revision. The next update branches off from there. Switching to the
 * current revision changes nothing.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, UNIQUE_VIOLATION
 */
export function switchRevision(
  context: OperationContext,
  resourceId: string,
  revisionId: string | number,
  options: WriteOptions,
): Promise<SwitchResult> {
  return changeResource(context, resourceId, async () => {
    const target = await findByNumber(context, resourceId, revisionId, true);
    refuseUnlessLive(target, options);
    const { meta, etag, revision } = target;
    if (revision.value.revisionId === meta.value.currentRevisionId) return { write: null, result: { meta, etag } };
    const indexedData = context.indexedDataOf(await readPayload(context, target));
    const write = pointAt(context, target, { revision: revision.value, indexedData }, createStamp(context, options));
    return { write, result: { meta: Facts.of(write.meta), etag: write.etag } };
  });
}
