import type { StoredRevision } from "../stores/meta-store.js";

/**
 * Whether the precondition of a write holds: one of the tags is the current one, or `*`, which any is.
 *
 * @param ifMatch tags without quotes; undefined is no precondition.
 */
export function meetsPrecondition(ifMatch: string | readonly string[] | undefined, etag: string): boolean {
  if (ifMatch === undefined) return true;
  const tags = typeof ifMatch === "string" ? [ifMatch] : ifMatch;
  return tags.some((tag) => tag === "*" || storedTag(tag) === etag);
}

/** The tag of a job's state as it is stored, without what its answer told of the job's run: a write changes none of that. */
export function storedTag(etag: string): string {
  const end = etag.indexOf("~");
  return end === -1 ? etag : etag.slice(0, end);
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
