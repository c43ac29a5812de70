import type { StoredRevision } from "../stores/meta-store.js";

/**
 * Whether the precondition of a write holds: one of the tags is the current one, or `*`, which any is.
 *
 * @param ifMatch tags without quotes; undefined is no precondition.
 */
export function meetsPrecondition(ifMatch: string | readonly string[] | undefined, etag: string): boolean {
  if (ifMatch === undefined || ifMatch === "*" || ifMatch === etag) return true;
  return typeof ifMatch !== "string" && (ifMatch.includes(etag) || ifMatch.includes("*"));
}

/**
 * The tag of an answer about a revision: that of its resource while it is the current one. An earlier one has its own uid in
 * it and the resource's tag as well, because the answer tells of both. Without quotes.
 */
export function etagOf({ revision, meta, etag }: StoredRevision): string {
  return revision.value.revisionId === meta.value.currentRevisionId ? etag : `${revision.value.uid}-${etag}`;
}
