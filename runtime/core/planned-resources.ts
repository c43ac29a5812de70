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
import type { Scope, Unit } from "./unit.js";

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
  const scope: Scope = { unit, context };
  return {
    create: async (input, options = {}) => planCreate(scope, context.prepare(input), options),
    update: async (resourceId, input, options = {}) => planReplace(scope, resourceId, toContent(context, input, options), options),
    patch: (resourceId, patch, options = {}) => planPatch(scope, resourceId, patch, options),
    publish: (resourceId, options = {}) => planPublish(scope, resourceId, options),
    revert: (resourceId, revisionId, options = {}) => planRevert(scope, resourceId, revisionId, options),
    switch: (resourceId, revisionId, options = {}) => planSwitch(scope, resourceId, revisionId, options),
    delete: (resourceId, options = {}) => planDelete(scope, resourceId, options),
    restore: (resourceId, options = {}) => planRestore(scope, resourceId, options),
    purge: (resourceId, options = {}) => planPurge(scope, resourceId, options),
    get: (resourceId) => readWithin(scope, resourceId),
  };
}

async function readWithin(scope: Scope, resourceId: string): Promise<EncodedResource> {
  const stored = await findPlanned(scope, resourceId, true);
  if (stored.isDeleted) throw resourceDeleted(resourceId);
  return toEncodedResource(stored, await readPlanned(scope, stored), stored.etag);
}
