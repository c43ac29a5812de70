import type { OperationContext } from "./context.js";
import type { WriteOptions } from "./options.js";
import { reasonRequired } from "./refusals.js";
import type { Change, ChangeOp, ResourceMeta } from "./resource.js";
import type { Unit } from "./unit.js";

/** Who writes, when, why, and together with what. */
export interface Stamp {
  readonly at: string;
  readonly by: string;
  readonly reason: string | null;
  readonly requestId: string | null;
  readonly changesetId: string | null;
}

/**
 * Stamps a write with the present time.
 *
 * @throws REASON_REQUIRED when there is none and the model wants one.
 */
export function createStamp(context: OperationContext, unit: Unit, options: WriteOptions): Stamp {
  const { actor = "anonymous", reason = null, requestId = null } = options;
  if (context.spec.requireReason && (reason === null || reason.trim() === "")) throw reasonRequired(context.model);
  return { at: context.now(), by: actor, reason, requestId, changesetId: unit.changesetId };
}

/** The row of the change log for a write that leads to this meta. */
export function changeOf(model: string, meta: ResourceMeta, op: ChangeOp, stamp: Stamp): Omit<Change, "seq"> {
  const { resourceId, currentRevisionId: revisionId } = meta;
  return { model, resourceId, revisionId, op, ...stamp };
}
