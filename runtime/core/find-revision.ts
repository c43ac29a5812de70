import { invalidQuery } from "../query/invalid-query.js";
import type { StoredMeta, StoredRevision } from "../stores/meta-store.js";
import type { OperationContext } from "./context.js";
import { meetsPrecondition } from "./etag.js";
import { findMeta } from "./find-meta.js";
import { findRevisionAt } from "./find-revision-at.js";
import { isResourceId, parseRevisionNumber, toRevisionId } from "./ids.js";
import type { GetOptions, WriteOptions } from "./options.js";
import type { Scope } from "./unit.js";
import { resourceDeleted, resourceNotFound, revisionConflict, revisionNotFound } from "./refusals.js";

/**
 * The revision that a caller asked for.
 *
 * @param payload whether to bring the data, where the meta store keeps it.
 * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND; RESOURCE_DELETED when the current revision of a deleted resource is asked for;
 *   INVALID_QUERY when both an instant and a revision are named.
 */
export async function findRevision(
  context: OperationContext,
  resourceId: string,
  options: GetOptions,
  payload: boolean,
): Promise<StoredRevision> {
  const { revisionId, asOf, includeDeleted = false } = options;
  if (asOf !== undefined && revisionId !== undefined) throw invalidQuery([{ path: "asOf", message: "Give either asOf or revisionId." }]);
  if (asOf !== undefined) return findRevisionAt(context, resourceId, { ...options, asOf }, payload);
  if (revisionId !== undefined) return findByNumber(context, resourceId, revisionId, payload);
  const stored = await findCurrent(context, resourceId, payload);
  if (stored.isDeleted && !includeDeleted) throw resourceDeleted(resourceId);
  return stored;
}

/** Whether the current revision is asked for. */
export function isCurrent({ revisionId, asOf }: GetOptions): boolean {
  return revisionId === undefined && asOf === undefined;
}

/**
 * The revision that is current, of a deleted resource as well.
 *
 * @throws RESOURCE_NOT_FOUND
 */
export async function findCurrent(context: OperationContext, resourceId: string, payload: boolean): Promise<StoredRevision> {
  const isOurs = isResourceId(context.model, resourceId);
  const stored = isOurs ? await context.meta.readRevision(context.index, resourceId, "current", { payload }) : undefined;
  if (stored === undefined) throw resourceNotFound(resourceId);
  return stored;
}

/**
 * The same as a unit of writes will leave it.
 *
 * @throws RESOURCE_NOT_FOUND
 */
export async function findPlanned(scope: Scope, resourceId: string, payload: boolean): Promise<StoredRevision> {
  const { unit, context } = scope;
  const isOurs = isResourceId(context.model, resourceId);
  const stored = isOurs ? await unit.readCurrent(context, resourceId, payload) : undefined;
  if (stored === undefined) throw resourceNotFound(resourceId);
  return stored;
}

/**
 * The revision with this number or full id, of a deleted resource as well.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND
 */
export async function findByNumber(
  context: OperationContext,
  resourceId: string,
  revisionId: string | number,
  payload: boolean,
): Promise<StoredRevision> {
  const n = parseRevisionNumber(resourceId, revisionId);
  const isOurs = n !== undefined && isResourceId(context.model, resourceId);
  const stored = isOurs ? await context.meta.readRevision(context.index, resourceId, n, { payload }) : undefined;
  if (stored !== undefined) return stored;
  await findMeta(context, resourceId);
  throw revisionNotFound(resourceId, revisionId);
}

/**
 * The same with its data, of a revision that a unit of writes will have made as well.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND
 */
export async function findPlannedByNumber(scope: Scope, resourceId: string, revisionId: string | number): Promise<StoredRevision> {
  const { unit, context } = scope;
  const { totalRevisionCount } = (await findPlanned(scope, resourceId, false)).meta.value;
  const n = parseRevisionNumber(resourceId, revisionId);
  // The store may still have revisions of a resource that the unit purges, and makes again.
  if (n === undefined || n > totalRevisionCount) throw revisionNotFound(resourceId, revisionId);
  return unit.plannedRevision(toRevisionId(resourceId, n)) ?? findByNumber(context, resourceId, n, true);
}

/**
 * Refuses a write to a resource that is deleted, or not in the state that the caller wants it to be in.
 *
 * @throws RESOURCE_DELETED, REVISION_CONFLICT
 */
export function refuseUnlessLive(stored: StoredMeta, options: WriteOptions): void {
  if (stored.isDeleted) throw resourceDeleted(stored.meta.value.resourceId);
  refuseUnlessMatched(stored, options);
}

/**
 * Refuses a write to a resource that is not in the state that the caller wants it to be in.
 *
 * @throws REVISION_CONFLICT
 */
export function refuseUnlessMatched({ meta, etag }: StoredMeta, { ifMatch }: WriteOptions): void {
  if (!meetsPrecondition(ifMatch, etag)) throw revisionConflict(meta.value.resourceId);
}
