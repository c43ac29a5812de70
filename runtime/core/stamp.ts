import type { OperationContext } from "./context.js";
import { SpecstarError } from "./errors.js";
import type { WriteOptions } from "./options.js";
import { reasonRequired } from "./refusals.js";
import type { Change, ChangeOp, ResourceMeta } from "./resource.js";
import { indexedTextProblem, textProblem } from "./text-problem.js";
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
 * @throws REASON_REQUIRED when there is none and the model wants one; VALIDATION_FAILED for text that no database can keep.
 */
export function createStamp(context: OperationContext, unit: Unit, options: WriteOptions): Stamp {
  const { actor = "anonymous", reason = null, requestId = null } = options;
  if (context.spec.requireReason && (reason === null || reason.trim() === "")) throw reasonRequired(context.model);
  refuseUnkeepableText(context.model, { actor, reason, requestId });
  return { at: context.now(), by: actor, reason, requestId, changesetId: unit.changesetId };
}

/** The actor is searched by, as createdBy and updatedBy. */
function refuseUnkeepableText(model: string, { actor, reason, requestId }: Readonly<Record<"actor", string> & Record<"reason" | "requestId", string | null>>): void {
  const found = [
    { path: "actor", message: indexedTextProblem(actor) },
    { path: "reason", message: textProblem(reason ?? "") },
    { path: "requestId", message: textProblem(requestId ?? "") },
  ];
  const problems = found.flatMap(({ path, message }) => (message === undefined ? [] : [{ path, message }]));
  const [first] = problems;
  if (first === undefined) return;
  throw new SpecstarError("VALIDATION_FAILED", `The write to the model "${model}" can't be kept. ${first.path}: ${first.message}`, problems);
}

/** The row of the change log for a write that leads to this meta. */
export function changeOf(model: string, meta: ResourceMeta, op: ChangeOp, stamp: Stamp): Omit<Change, "seq"> {
  const { resourceId, currentRevisionId: revisionId } = meta;
  return { model, resourceId, revisionId, op, ...stamp };
}
