import { invalidQuery } from "../query/invalid-query.js";
import type { StoredRevision } from "../stores/meta-store.js";
import { revisionNumber } from "../stores/revision-number.js";
import type { OperationContext } from "./context.js";
import { findMeta } from "./find-meta.js";
import type { GetOptions } from "./options.js";
import { resourceDeleted, resourceNotFound } from "./refusals.js";

/**
 * The revision that was current at an instant, as the change log tells: a switch moves the pointer without making a revision. A draft
 * that was modified since is read as it is now.
 *
 * @throws RESOURCE_NOT_FOUND when there was no such resource yet; RESOURCE_DELETED when it was deleted then; INVALID_QUERY for an
 *   invalid date
 */
export async function findRevisionAt(
  context: OperationContext,
  resourceId: string,
  { asOf, includeDeleted = false }: GetOptions & { readonly asOf: Date },
  payload: boolean,
): Promise<StoredRevision> {
  const instant = toInstant(asOf);
  const { meta } = await findMeta(context, resourceId);
  // The log also tells of a purged resource that had the same id before.
  if (meta.value.createdTime > instant) throw resourceNotFound(resourceId);
  const change = await context.meta.readChangeAt(context.index, resourceId, instant);
  if (change === undefined) throw resourceNotFound(resourceId);
  const stored = await context.meta.readRevision(context.index, resourceId, revisionNumber(change.revisionId), { payload });
  if (stored === undefined) throw resourceNotFound(resourceId);
  if (change.op === "delete" && !includeDeleted) throw resourceDeleted(resourceId);
  return stored;
}

function toInstant(asOf: Date): string {
  if (Number.isNaN(asOf.getTime())) throw invalidQuery([{ path: "asOf", message: "Must be a date that exists." }]);
  return asOf.toISOString();
}
