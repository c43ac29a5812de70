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
  return text ?? reportLost(stored);
}

/**
 * Revisions that were read with their payloads, as they go out: one more read for all of them where payloads are kept apart.
 *
 * @throws Error when the revision store has lost one.
 */
export async function toEncodedResources(context: OperationContext, stored: readonly StoredRevision[]): Promise<readonly EncodedResource[]> {
  const apart = stored.filter(({ data }) => data === undefined).map(({ payloadUid }) => payloadUid);
  const texts = apart.length === 0 ? [] : await context.revisions.read(apart);
  const rest = texts.values();
  return stored.map((revision) => toEncodedResource(revision, revision.data ?? rest.next().value ?? reportLost(revision)));
}

/** A stored revision with its data, as it goes out. */
export function toEncodedResource(stored: StoredRevision, data: string): EncodedResource {
  const { revision, meta } = stored;
  return { data, revision, meta, etag: etagOf(stored) };
}

function reportLost({ revision }: StoredRevision): never {
  throw new Error(`The revision store has lost the data of revision "${revision.revisionId}".`);
}
