import type { MetaWrite, NewRevision } from "../stores/meta-store.js";
import type { Envelope, RevisionStore } from "../stores/revision-store.js";
import type { OperationContext } from "./context.js";
import { duplicateResource, revisionConflict, uniqueViolation } from "./refusals.js";

/** For how long a write without a precondition is tried against other processes, in milliseconds. */
const PATIENCE = 10_000;
const LONGEST_PAUSE = 50;

/** What a write comes to: nothing to do, or a new state of the resource. */
export interface Decision<Result> {
  readonly write: MetaWrite | null;
  readonly result: Result;
}

/**
 * Changes a resource that exists: decides on its present state, and decides anew when another process was faster.
 *
 * @param decide reads the state and says what to write; called again after each conflict.
 * @throws what `decide` throws; REVISION_CONFLICT when others were faster all the time; UNIQUE_VIOLATION.
 */
export function changeResource<Result>(
  context: OperationContext,
  resourceId: string,
  decide: () => Promise<Decision<Result>>,
): Promise<Result> {
  return context.queue.run(resourceId, async () => {
    const start = performance.now();
    for (let attempt = 0; performance.now() - start < PATIENCE; attempt++) {
      const { write, result } = await decide();
      if (write === null || (await tryWrite(context, write))) return result;
      await pause(attempt);
    }
    throw revisionConflict(resourceId);
  });
}

/**
 * The write protocol: first the envelope, where payloads are kept apart; then the meta, which makes it visible. What is left
 * behind by a failure between the two is never seen.
 *
 * @returns whether the resource was in the expected state; nothing is written when it wasn't.
 * @throws UNIQUE_VIOLATION, DUPLICATE_RESOURCE
 */
export async function tryWrite(context: OperationContext, write: MetaWrite): Promise<boolean> {
  const rest = context.meta.keepsPayloads ? write : await putPayload(context.revisions, write);
  const outcome = await context.meta.commit([rest]);
  switch (outcome.kind) {
    case "committed":
      return true;
    case "conflict":
      return false;
    case "unique":
      throw uniqueViolation(context.model, outcome.fields);
    case "duplicate":
      throw duplicateResource(write.meta.resourceId);
  }
}

/** Returns what is left for the meta store to write. */
async function putPayload(revisions: RevisionStore, write: MetaWrite): Promise<MetaWrite> {
  if (write.revision === null) return write;
  await revisions.put(toEnvelope(write.revision));
  return { ...write, revision: { ...write.revision, data: null } };
}

function toEnvelope({ info, payloadUid, data }: NewRevision): Envelope {
  return { info: info.value, payload: data === null ? { sameAs: payloadUid } : { data } };
}

/** Waits for a random time that grows with each attempt, so that processes get out of each other's way. */
function pause(attempt: number): Promise<void> {
  const longest = Math.min(2 ** attempt, LONGEST_PAUSE);
  return new Promise((resume) => setTimeout(resume, Math.random() * longest));
}
