import type { StoredRevision } from "../stores/meta-store.js";
import type { OperationContext } from "./context.js";
import type { EncodedResource } from "./resource.js";
import type { Scope } from "./unit.js";

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

/** The same of a revision that may have been planned in a unit. */
export async function readPlanned(scope: Scope, stored: StoredRevision): Promise<string> {
  const { unit, context } = scope;
  return unit.textOf(stored.payloadUid) ?? readPayload(context, stored);
}

/**
 * Current revisions that were read with their payloads, as they go out: one more read for all of them where payloads are kept apart.
 *
 * @throws Error when the revision store has lost one.
 */
export async function toEncodedResources(context: OperationContext, stored: readonly StoredRevision[]): Promise<readonly EncodedResource[]> {
  const apart = stored.filter(({ data }) => data === undefined).map(({ payloadUid }) => payloadUid);
  const texts = apart.length === 0 ? [] : await context.revisions.read(apart);
  const rest = texts.values();
  return stored.map((each) => toEncodedResource(each, each.data ?? rest.next().value ?? reportLost(each), each.etag));
}

/** A stored revision with its data and the tag of the answer, as it goes out. */
export function toEncodedResource({ revision, meta, updatedTime }: StoredRevision, data: string, etag: string): EncodedResource {
  return { data, revision, meta, etag, updatedTime };
}

function reportLost({ revision }: StoredRevision): never {
  throw new PayloadMissing(`The revision store has lost the data of revision "${revision.value.revisionId}".`);
}

/** Data is not where its revision says: somebody has purged the resource or modified the draft between two reads, or it is lost. */
class PayloadMissing extends Error {}

const READ_ATTEMPTS = 5;

/** Does work that reads revisions and then their data; again when the data was gone, because the revisions may be others by now. */
export async function retryMissing<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof PayloadMissing) || attempt === READ_ATTEMPTS) throw error;
    }
  }
}
