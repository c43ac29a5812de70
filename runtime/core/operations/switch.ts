import type { OperationContext } from "../context.js";
import type { Facts } from "../facts.js";
import { findPlanned, findPlannedByNumber, refuseUnlessLive } from "../find-revision.js";
import { pointAt } from "../next-state.js";
import type { WriteOptions } from "../options.js";
import { readPlanned } from "../payloads.js";
import type { ResourceMeta } from "../resource.js";
import { runOn } from "../run-unit.js";
import { createStamp } from "../stamp.js";
import type { Scope } from "../unit.js";
import { addWrite } from "../jobs/waiting-jobs.js";

/** What a switch did. */
export interface SwitchResult {
  readonly meta: Facts<ResourceMeta>;
  /** Without quotes. */
  readonly etag: string;
}

/**
 * Makes another revision the current one; makes no revision. The next update branches off from there. Switching to the
 * current revision changes nothing.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, UNIQUE_VIOLATION, REFERENCE_NOT_FOUND
 */
export function switchRevision(
  context: OperationContext,
  resourceId: string,
  revisionId: string | number,
  options: WriteOptions,
): Promise<SwitchResult> {
  return runOn(context, resourceId, (scope) => planSwitch(scope, resourceId, revisionId, options), options);
}

export async function planSwitch(
  scope: Scope,
  resourceId: string,
  revisionId: string | number,
  options: WriteOptions,
): Promise<SwitchResult> {
  const { unit, context } = scope;
  const current = await findPlanned(scope, resourceId, false);
  const target = await findPlannedByNumber(scope, resourceId, revisionId);
  refuseUnlessLive(current, options);
  const { revision, payloadUid } = target;
  if (revision.value.revisionId === current.revision.value.revisionId) return { meta: current.meta, etag: current.etag };
  const { indexedData, references, job: facts } = context.detailsOf(await readPlanned(scope, target));
  const job = { facts, holds: options.holds };
  const planned = pointAt(context, current, { revision, payloadUid, indexedData, references, job }, createStamp(context, unit, options));
  addWrite(scope, planned);
  return { meta: planned.after.meta, etag: planned.after.etag };
}
