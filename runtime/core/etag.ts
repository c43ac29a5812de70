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

/** The tag of a revision: that of its resource while it is the current one, its own uid otherwise. Without quotes. */
export function etagOf({ revision, meta, etag }: StoredRevision): string {
  return revision.revisionId === meta.currentRevisionId ? etag : revision.uid;
}
