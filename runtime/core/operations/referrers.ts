import { invalidQuery } from "../../query/invalid-query.js";
import type { Referrer, ReferrerPage } from "../../stores/meta-store.js";
import type { OperationContext } from "../context.js";
import { findMeta } from "../find-meta.js";
import type { ReferrersOptions } from "../options.js";
import { pageLimit, toPage } from "../page.js";
import type { Page } from "../resource.js";

/**
 * The resources that refer to this one and are not deleted, by their ids.
 *
 * @throws RESOURCE_NOT_FOUND, INVALID_QUERY
 */
export async function listReferrers(context: OperationContext, resourceId: string, { limit: wanted, cursor, shownOnly = false }: ReferrersOptions): Promise<Page<Referrer>> {
  const limit = pageLimit(wanted);
  const after = cursor === undefined ? null : parseCursor(resourceId, cursor);
  await findMeta(context, resourceId);
  const found = await context.meta.listReferrers(context.index, resourceId, { after, limit: limit + 1 });
  const page = toPage(found, limit, (last) => toCursor(resourceId, last));
  return shownOnly ? { ...page, items: page.items.filter((referrer) => isShown(context, referrer)) } : page;
}

/** Whether HTTP shows the field that refers. */
function isShown({ models }: OperationContext, { resourceId, path }: Referrer): boolean {
  const [model = ""] = resourceId.split(":", 1);
  const [field = ""] = path.split(".", 1);
  return !models.find(model).spec.hidden.includes(field);
}

/** Names the last item of a page, and the resource that is referred to. */
function toCursor(target: string, { resourceId, path }: Pick<Referrer, "resourceId" | "path">): string {
  return Buffer.from(`${target} ${resourceId} ${path}`).toString("base64url");
}

/** @throws INVALID_QUERY for anything that no page of this list has */
function parseCursor(target: string, cursor: string): ReferrerPage["after"] {
  const [, resourceId = "", path = ""] = Buffer.from(cursor, "base64url").toString().split(" ");
  const after = { resourceId, path };
  if (path !== "" && toCursor(target, after) === cursor) return after;
  throw invalidQuery([{ path: "cursor", message: "Not a cursor of this list: take nextCursor from its last page, or leave it out." }]);
}
