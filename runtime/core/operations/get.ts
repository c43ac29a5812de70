import type { StoredRevision } from "../../stores/meta-store.js";
import type { OperationContext } from "../context.js";
import { etagOf } from "../etag.js";
import { findRevision, isCurrent } from "../find-revision.js";
import type { GetOptions } from "../options.js";
import { readPayload, retryMissing, toEncodedResource } from "../payloads.js";
import type { EncodedFacts, EncodedResource } from "../resource.js";

/**
 * A resource with the data of its current revision, or of an earlier one.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND; RESOURCE_DELETED unless a revision is named or deleted ones are included
 */
export async function getResource(context: OperationContext, resourceId: string, options: GetOptions): Promise<EncodedResource> {
  return retryMissing(async () => {
    const stored = await findRevision(context, resourceId, options, true);
    return toEncodedResource(stored, await readPayload(context, stored), toEtag(stored, options));
  });
}

/**
 * The same without the data, which is not read.
 *
 * @throws what `getResource` throws
 */
export async function getFacts(context: OperationContext, resourceId: string, options: GetOptions): Promise<EncodedFacts> {
  const stored = await findRevision(context, resourceId, options, false);
  const { revision, meta, updatedTime } = stored;
  return { revision, meta, etag: toEtag(stored, options), updatedTime };
}

function toEtag(stored: StoredRevision, options: GetOptions): string {
  return isCurrent(options) ? stored.etag : etagOf(stored);
}
