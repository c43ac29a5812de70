import type { StoredRevision } from "../stores/meta-store.js";
import type { OperationContext } from "./context.js";
import { etagOf } from "./etag.js";
import type { EncodedResource } from "./resource.js";

/**
 * The data text of a revision that was read with its payload: one more read where payloads are kept apart.
 *
 * @throws Error when the revision store has lost it.
 */
export async function readPayload(context: OperationContext, stored: StoredRevision): Promise<string> {
  if (stored.data !== undefined) return stored.data;
  const [text] = await context.revisions.read([stored.payloadUid]);
  return text ?? fail(stored.revision.revisionId);
}

/**
 * The data texts of revisions that were read with their payloads, in the same order: one more read for all of them where
 * payloads are kept apart, none otherwise.
 *
 * @throws Error when the revision store has lost one.
 */
export async function readPayloads(context: OperationContext, stored: readonly StoredRevision[]): Promise<readonly string[]> {
  const elsewhere = stored.filter(({ data }) => data === undefined).map(({ payloadUid }) => payloadUid);
  const texts = elsewhere.length === 0 ? [] : await context.revisions.read(elsewhere);
  const found = texts.values();
  return stored.map(({ data, revision }) => data ?? found.next().value ?? fail(revision.revisionId));
}

/** A stored revision with its data, as it goes out. */
export function toEncodedResource(stored: StoredRevision, data: string): EncodedResource {
  const { revision, meta } = stored;
  return { data, revision, meta, etag: etagOf(stored) };
}

function fail(revisionId: string): never {
  throw new Error(`The revision store has lost the data of revision "${revisionId}".`);
}
