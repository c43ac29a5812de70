import { invalidQuery } from "../../query/invalid-query.js";
import type { RevisionFilter } from "../../stores/meta-store.js";
import type { OperationContext } from "../context.js";
import type { Facts } from "../facts.js";
import { findMeta } from "../find-meta.js";
import { isResourceId, parseRevisionNumber } from "../ids.js";
import type { HistoryOptions } from "../options.js";
import { pageLimit, toPage } from "../page.js";
import { resourceNotFound } from "../refusals.js";
import type { Page, RevisionInfo } from "../resource.js";
import { textProblem } from "../text-problem.js";

/**
 * The history of a resource, newest first; of a deleted one as well.
 *
 * @throws RESOURCE_NOT_FOUND, INVALID_QUERY
 */
export async function listRevisions(context: OperationContext, resourceId: string, options: HistoryOptions): Promise<Page<Facts<RevisionInfo>>> {
  if (!isResourceId(context.model, resourceId)) throw resourceNotFound(resourceId);
  const limit = pageLimit(options.limit);
  const before = options.cursor === undefined ? null : parseCursor(resourceId, options.cursor);
  const found = await context.meta.listRevisions(context.index, resourceId, { before, limit: limit + 1, filter: toFilter(options) });
  if (found.length === 0) await findMeta(context, resourceId);
  return toPage(found, limit, (last) => toCursor(last.value.revisionId));
}

/**
 * Undefined when everything is wanted, which is cheaper.
 *
 * @throws INVALID_QUERY for a name that nobody can have
 */
function toFilter({ createdBy, op, since, until }: HistoryOptions): RevisionFilter | undefined {
  const problem = textProblem(createdBy ?? "");
  if (problem !== undefined) throw invalidQuery([{ path: "createdBy", message: problem }]);
  const isGiven = createdBy !== undefined || op !== undefined || since !== undefined || until !== undefined;
  return isGiven ? { createdBy, op, since, until } : undefined;
}

/** Names the last revision of a page, and so the resource too. */
function toCursor(revisionId: string): string {
  return Buffer.from(revisionId).toString("base64url");
}

/** @throws INVALID_QUERY for a cursor that no page of this history has */
function parseCursor(resourceId: string, cursor: string): number {
  const revisionId = Buffer.from(cursor, "base64url").toString();
  const isOurs = revisionId.startsWith(`${resourceId}:`) && toCursor(revisionId) === cursor;
  const n = isOurs ? parseRevisionNumber(resourceId, revisionId) : undefined;
  if (n !== undefined) return n;
  throw invalidQuery([{ path: "cursor", message: "Not a cursor of this history: take nextCursor from its last page, or leave it out." }]);
}
