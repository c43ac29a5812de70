import type { StoredMeta } from "../stores/meta-store.js";
import type { OperationContext } from "./context.js";
import { isResourceId } from "./ids.js";
import { resourceNotFound } from "./refusals.js";

/**
 * The meta of a resource, of a deleted one as well.
 *
 * @throws RESOURCE_NOT_FOUND
 */
export async function findMeta(context: OperationContext, resourceId: string): Promise<StoredMeta> {
  const isOurs = isResourceId(context.model, resourceId);
  const stored = isOurs ? await context.meta.readMeta(context.index, resourceId) : undefined;
  if (stored === undefined) throw resourceNotFound(resourceId);
  return stored;
}
