import type { AnySpec, OperationContext } from "../../core/context.js";
import { isSpecstarError, SpecstarError } from "../../core/errors.js";
import { modelOf } from "../../core/ids.js";
import type { Change } from "../../core/resource.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { Storage } from "../../stores/storage.js";
import { deriveRows } from "../job-rows.js";
import { openModels, type ModelContexts } from "../models-of.js";
import { gatherRevisions, newestOf, toFacts, type EnvelopeFacts } from "./gather-revisions.js";
import { resourceOf } from "./resource-of.js";

export interface RebuildOptions {
  /** Works on a meta store that has resources, too: those that are there are replaced. */
  readonly force?: boolean | undefined;
  readonly onProgress?: ((soFar: RebuiltMeta) => void) | undefined;
}

export interface RebuiltMeta {
  readonly envelopes: number;
  readonly resources: number;
  readonly revisions: number;
  /** One for each revision. */
  readonly changes: number;
  /** What could not be brought back, and why. */
  readonly left: readonly { readonly resourceId: string; readonly reason: string }[];
}

/** How many changes are written at once. */
const PAGE = 500;

/**
 * Makes the meta of a storage anew from its envelopes alone. What only the meta knew is lost: switches of the pointer (the newest
 * revision is current), who changed a draft before its last change, request ids, and the changes of purged resources. Holds the facts
 * of all revisions, about a kilobyte each, and the data of one resource.
 *
 * @throws NOT_SUPPORTED when the database that is lost has the envelopes as well; CONFIG_INVALID when the meta is not empty.
 */
export async function rebuildMeta(storage: Storage, models: readonly AnySpec[], { force = false, onProgress }: RebuildOptions = {}): Promise<RebuiltMeta> {
  const contexts = openModels(storage, models);
  if (storage.meta.keepsPayloads) throw keepsAll();
  if (!force) await refuseUnlessEmpty(storage, contexts);
  const { byResource, envelopes } = await readEnvelopes(storage);
  const left: { resourceId: string; reason: string }[] = [];
  const changes: Omit<Change, "seq">[] = [];
  let resources = 0;
  const soFar = (): RebuiltMeta => ({ envelopes, resources, revisions: changes.length, changes: changes.length, left });
  for (const [resourceId, facts] of byResource) {
    const rebuilt = await rebuildOne(storage, contexts, resourceId, facts);
    if (typeof rebuilt === "string") left.push({ resourceId, reason: rebuilt });
    else {
      changes.push(...changesOf(rebuilt));
      resources++;
    }
    // What was made of it is written: the memory is needed for the changes.
    byResource.delete(resourceId);
    onProgress?.(soFar());
  }
  await writeChanges(storage, changes);
  return soFar();
}

interface ReadEnvelopes {
  readonly byResource: Map<string, readonly EnvelopeFacts[]>;
  readonly envelopes: number;
}

async function readEnvelopes({ revisions }: Storage): Promise<ReadEnvelopes> {
  const byResource = new Map<string, EnvelopeFacts[]>();
  let envelopes = 0;
  for await (const envelope of revisions.list()) {
    const facts = byResource.get(envelope.info.resourceId) ?? [];
    byResource.set(envelope.info.resourceId, facts);
    facts.push(toFacts(envelope));
    envelopes++;
  }
  return { byResource, envelopes };
}

/** What was written; or why nothing was. */
async function rebuildOne(storage: Storage, models: ModelContexts, resourceId: string, facts: readonly EnvelopeFacts[]): Promise<ResourceDump | string> {
  const context = models.get(modelOf(resourceId));
  if (context === undefined) return "the project has no such model";
  const { revisions, missing } = gatherRevisions(facts);
  const current = revisions === null ? undefined : newestOf(revisions);
  if (revisions === null || current === undefined) return `the envelopes of its revisions ${missing.join(", ")} are gone`;
  const dump = await resourceOf(storage, context, revisions, current);
  return dump === null ? `the data of its revision ${current.info.value.revisionId} can't be read` : put(storage, context, dump);
}

/** A job that has not ended waits again. */
async function put(storage: Storage, context: OperationContext, dump: ResourceDump): Promise<ResourceDump | string> {
  const { meta, index } = context;
  try {
    await meta.archive.restore(index, [dump]);
    await meta.jobs.drop([dump.meta.resourceId]);
    await meta.jobs.restore(index, await deriveRows(storage, context, [dump]));
    return dump;
  } catch (error) {
    if (isSpecstarError(error, "UNIQUE_VIOLATION")) return error.message;
    throw error;
  }
}

function changesOf({ revisions }: ResourceDump): Omit<Change, "seq">[] {
  return revisions.map(({ info: { value } }) => {
    const { resourceId, revisionId, op, createdTime: at, createdBy: by, reason, changesetId } = value;
    return { model: modelOf(resourceId), resourceId, revisionId, op, at, by, reason, requestId: null, changesetId };
  });
}

/** By time; those of one instant in the order of their resources and numbers, as they were read. */
async function writeChanges({ meta }: Storage, changes: Omit<Change, "seq">[]): Promise<void> {
  changes.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
  for (let at = 0; at < changes.length; at += PAGE) {
    await meta.archive.restoreChanges(changes.slice(at, at + PAGE).map((change, n) => Object.assign({ seq: at + n + 1 }, change)));
  }
}

async function refuseUnlessEmpty({ meta }: Storage, models: ModelContexts): Promise<void> {
  const changes = await meta.listChanges({ since: 0, limit: 1 });
  const counts = await Promise.all([...models.values()].map(({ index }) => meta.count(index, null, true)));
  if (changes.length === 0 && counts.every((count) => count === 0)) return;
  const message = "The meta is not empty: it has resources or changes. Rebuild into an empty database that was migrated.";
  throw new SpecstarError("CONFIG_INVALID", message);
}

function keepsAll(): SpecstarError {
  const message = "This back end keeps the data of revisions in the database with their meta: there is nothing apart to rebuild it from. Restore a back-up.";
  return new SpecstarError("NOT_SUPPORTED", message);
}
