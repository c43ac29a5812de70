import type { OperationContext } from "./context.js";
import { findPlanned } from "./find-revision.js";
import { planCreate } from "./operations/create.js";
import { planDelete } from "./operations/delete.js";
import { planPatch, type Patch, type PatchOptions } from "./operations/patch.js";
import { planPublish } from "./operations/publish.js";
import { planPurge } from "./operations/purge.js";
import { planReplace } from "./operations/replace.js";
import { planRestore } from "./operations/restore.js";
import { planRevert, type RevertOptions } from "./operations/revert.js";
import { planSwitch, type SwitchResult } from "./operations/switch.js";
import { toContent, type ReplaceOptions } from "./operations/update.js";
import type { CreateOptions, WriteOptions } from "./options.js";
import { readPlanned, toEncodedResource } from "./payloads.js";
import { resourceDeleted } from "./refusals.js";
import type { EncodedResource } from "./resource.js";
import type { RevisionResult } from "./revision-result.js";
import type { Unit } from "./unit.js";

/** What of an operation's options is the unit's business. */
type Own = "receipt" | "validateOnly";

/**
 * The writes of one model within a unit, of which nothing has happened yet when they resolve, and the reading of what they will have
 * done. Promises and errors are those of `ResourceManager`; what only the store can tell comes when the unit is committed.
 */
export interface PlannedResources {
  create(input: unknown, options?: Omit<CreateOptions, Own>): Promise<RevisionResult>;
  update(resourceId: string, input: unknown, options?: Omit<ReplaceOptions, Own>): Promise<RevisionResult>;
  patch(resourceId: string, patch: Patch, options?: Omit<PatchOptions, Own>): Promise<RevisionResult>;
  publish(resourceId: string, options?: Omit<WriteOptions, Own>): Promise<RevisionResult>;
  revert(resourceId: string, revisionId: string | number, options?: Omit<RevertOptions, Own>): Promise<RevisionResult>;
  switch(resourceId: string, revisionId: string | number, options?: Omit<WriteOptions, Own>): Promise<SwitchResult>;
  delete(resourceId: string, options?: Omit<WriteOptions, Own>): Promise<RevisionResult>;
  restore(resourceId: string, options?: Omit<WriteOptions, Own>): Promise<RevisionResult>;
  purge(resourceId: string, options?: Omit<WriteOptions, Own>): Promise<void>;
  get(resourceId: string): Promise<EncodedResource>;
}

/** Binds the operations of one model to a unit. */
export function createPlannedResources(context: OperationContext, unit: Unit): PlannedResources {
  return {
    create: async (input, options = {}) => planCreate(unit, context, context.prepare(input), options),
    update: async (resourceId, input, options = {}) => planReplace(unit, context, resourceId, toContent(context, input, options), options),
    patch: (resourceId, patch, options = {}) => planPatch(unit, context, resourceId, patch, options),
    publish: (resourceId, options = {}) => planPublish(unit, context, resourceId, options),
    revert: (resourceId, revisionId, options = {}) => planRevert(unit, context, resourceId, revisionId, options),
    switch: (resourceId, revisionId, options = {}) => planSwitch(unit, context, resourceId, revisionId, options),
    delete: (resourceId, options = {}) => planDelete(unit, context, resourceId, options),
    restore: (resourceId, options = {}) => planRestore(unit, context, resourceId, options),
    purge: (resourceId, options = {}) => planPurge(unit, context, resourceId, options),
    get: (resourceId) => readWithin(unit, context, resourceId),
  };
}

async function readWithin(unit: Unit, context: OperationContext, resourceId: string): Promise<EncodedResource> {
  const stored = await findPlanned(unit, context, resourceId, true);
  if (stored.isDeleted) throw resourceDeleted(resourceId);
  return toEncodedResource(stored, await readPlanned(unit, context, stored), stored.etag);
}
