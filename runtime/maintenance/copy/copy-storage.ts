import type { AnySpec } from "../../core/context.js";
import { SpecstarError } from "../../core/errors.js";
import type { Storage } from "../../stores/storage.js";
import { openModels } from "../models-of.js";
import { copyBlobs, type CopiedBlobs } from "./copy-blobs.js";
import { lastCommonChange } from "./copy-changes.js";
import { copyJobs } from "./copy-jobs.js";
import { copyResources, type CopiedResources } from "./copy-resources.js";
import { createTeller, type Copying, type CopyOptions } from "./copying.js";
import { pairResources } from "./pair-resources.js";
import { verifyCopy, type VerifiedCopy } from "./verify-copy.js";

/** What a copy did. */
export interface CopiedStorage {
  readonly blobs: CopiedBlobs;
  readonly resources: CopiedResources;
  /** How many jobs came that have not ended. */
  readonly jobs: number;
  readonly verified: VerifiedCopy;
}

/**
 * Copies all resources, revisions, changes and blobs to another back end, whose tables are there, and the jobs that have not ended, which
 * wait there; answers to repeated requests stay behind, and what jobs have logged that have not ended. What is there and equal is skipped: broken off and done again it goes on. The source may be written to meanwhile, for all but
 * the last moment: what is written after the end is not copied. The target may not. Holds a page of resources with their data.
 *
 * @throws CONFIG_INVALID when the target has resources or changes that the source doesn't have; Error when the source has lost data;
 *   REVISION_CONFLICT when the source changes too fast.
 */
export async function copyStorage(from: Storage, to: Storage, models: readonly AnySpec[], options: CopyOptions = {}): Promise<CopiedStorage> {
  const copying: Copying = { from, to, models: openModels(from, models), tell: createTeller(options) };
  const since = await lastCommonChange(copying);
  await refuseStrangers(copying);
  const before = await copyBlobs(copying);
  const resources = await copyResources(copying, since);
  // Those that came with what was written meanwhile.
  const after = await copyBlobs(copying);
  const blobs = { copied: before.copied + after.copied, skipped: before.skipped, bytes: before.bytes + after.bytes };
  const jobs = await copyJobs(copying);
  return { blobs, resources, jobs, verified: await verifyCopy(copying) };
}

/** Nothing of the target's own is lost: what the source doesn't have and never purged is somebody else's. */
async function refuseStrangers({ from, to, models, tell }: Copying): Promise<void> {
  let seen = 0;
  for (const context of models.values()) {
    for await (const { resourceId, source } of pairResources(from, to, context)) {
      tell("comparing", seen++, null);
      if (source !== undefined) continue;
      const last = await from.meta.readChangeBefore(context.index, resourceId, Number.MAX_SAFE_INTEGER);
      if (last === undefined) throw new SpecstarError("CONFIG_INVALID", `The target has a resource of its own, ${resourceId}. Copy into an empty back end.`);
    }
  }
}
