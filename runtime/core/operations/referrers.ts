import { invalidQuery } from "../../query/invalid-query.js";
import type { Referrer, ReferrerPage } from "../../stores/meta-store.js";
import type { OperationContext } from "../context.js";
import { findMeta } from "../find-revision.js";
import type { PageOptions } from "../options.js";
import { pageLimit, toPage } from "../page.js";
import type { Page } from "../resource.js";

/**
 * The resources that refer to this one and are not deleted, by their ids.
 *
 * @throws RESOURCE_NOT_FOUND, INVALID_QUERY
 */
export async function listReferrers(context: OperationContext, resourceId: string, options: PageOptions): Promise<Page<Referrer>> {
  const limit = pageLimit(options.limit);
  const after = options.cursor === undefined ? null : parseCursor(options.cursor);
  await findMeta(context, resourceId);
  const found = await context.meta.listReferrers(context.index, resourceId, { after, limit: limit + 1 });
  return toPage(found, limit, toCursor);
}

function toCursor({ resourceId, path }: Referrer): string {
  return Buffer.from(`${resourceId} ${path}`).toString("base64url");
}

/** @throws INVALID_QUERY for anything that no page has */
function parseCursor(cursor: string): ReferrerPage["after"] {
  const [resourceId = "", path = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  const after = { resourceId, path };
  if (path !== "" && Buffer.from(`${resourceId} ${path}`).toString("base64url") === cursor) return after;
  throw invalidQuery([{ path: "cursor", message: "Not a cursor of this list: take nextCursor from its last page, or leave it out." }]);
}
