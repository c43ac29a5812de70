import type { OperationContext } from "../context.js";
import { etagOf } from "../etag.js";
import { findRevision, isCurrent } from "../find-revision.js";
import type { GetOptions } from "../options.js";
import { readPayload, retryMissing, toEncodedResource } from "../payloads.js";
import type { EncodedResource } from "../resource.js";

/**
 * A resource with the data of its current revision, or of an earlier one.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND; RESOURCE_DELETED unless a revision is named or deleted ones are included
 */
export async function getResource(context: OperationContext, resourceId: string, options: GetOptions): Promise<EncodedResource> {
  return retryMissing(async () => {
    const stored = await findRevision(context, resourceId, options, true);
    const etag = isCurrent(options) ? stored.etag : etagOf(stored);
    return toEncodedResource(stored, await readPayload(context, stored), etag);
  });
}
