import type { StoredMeta } from "../../stores/meta-store.js";
import type { OperationContext } from "../context.js";
import { findMeta } from "../find-meta.js";
import type { GetOptions } from "../options.js";
import { resourceDeleted } from "../refusals.js";

/**
 * What is known of a resource without its data.
 *
 * @throws RESOURCE_NOT_FOUND; RESOURCE_DELETED unless deleted ones are included
 */
export async function getMeta(
  context: OperationContext,
  resourceId: string,
  options: Pick<GetOptions, "includeDeleted">,
): Promise<StoredMeta> {
  const stored = await findMeta(context, resourceId);
  if (stored.isDeleted && options.includeDeleted !== true) throw resourceDeleted(resourceId);
  return stored;
}
