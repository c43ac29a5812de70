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
 * The tag of an answer about a revision: that of its resource while it is the current one. Another one has its own tag in it and the
 * resource's as well, because the answer tells of both. Without quotes.
 */
export function etagOf(stored: StoredRevision): string {
  const { revision, meta, etag } = stored;
  return revision.value.revisionId === meta.value.currentRevisionId ? etag : `${etagWhenCurrent(stored)}-${etag}`;
}

/** What a modified draft is kept under begins with its tag; all other payloads are kept under the uid of a revision. */
export function etagWhenCurrent({ revision, payloadUid }: Pick<StoredRevision, "revision" | "payloadUid">): string {
  const { uid } = revision.value;
  return payloadUid.startsWith(`${uid}.`) ? payloadUid.split(".", 2).join(".") : uid;
}
