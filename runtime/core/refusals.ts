import type { Reference, Referrer } from "../stores/meta-store.js";
import { describeValue } from "./describe-value.js";
import { SpecstarError } from "./errors.js";
import { toJsonPointer } from "./json-pointer.js";

/** No resource of the model has this id, which may be any text that a caller sent. */
export function resourceNotFound(resourceId: string): SpecstarError {
  return new SpecstarError("RESOURCE_NOT_FOUND", `There is no resource ${describeValue(resourceId)}.`);
}

/** The resource exists, and has no such revision. */
export function revisionNotFound(resourceId: string, revision: string | number): SpecstarError {
  return new SpecstarError("REVISION_NOT_FOUND", `Resource "${resourceId}" has no revision ${describeValue(revision)}.`);
}

/** The resource is marked as deleted, which stands against what was asked. */
export function resourceDeleted(resourceId: string): SpecstarError {
  return new SpecstarError("RESOURCE_DELETED", `Resource "${resourceId}" is deleted. Its revisions can be read, and it can be restored.`);
}

/** The resource is not in the state that the write asked for, or never stood still for long enough. */
export function revisionConflict(resourceId: string): SpecstarError {
  return new SpecstarError("REVISION_CONFLICT", `Resource "${resourceId}" has changed in the meantime.`);
}

/** The job has come to something else than what was asked for. */
export function jobEnded(resourceId: string, state: string): SpecstarError {
  return new SpecstarError("JOB_ENDED", `The job "${resourceId}" has ended: it is ${state}.`);
}

/** The id of a new resource is taken. */
export function duplicateResource(resourceId: string): SpecstarError {
  return new SpecstarError("DUPLICATE_RESOURCE", `Resource "${resourceId}" exists already.`);
}

/** Another resource that is not deleted has the same values in these fields; each of them is a problem. */
export function uniqueViolation(model: string, fields: readonly string[]): SpecstarError {
  const message = `Another ${model} has the same ${fields.join(" and ")}.`;
  const problems = fields.map((field) => ({ path: toJsonPointer(field.split(".")), message }));
  return new SpecstarError("UNIQUE_VIOLATION", message, problems);
}

/** What the data refers to is not there, or deleted. */
export function referenceNotFound({ path, target }: Reference): SpecstarError {
  const named = target.n === null ? `"${target.resourceId}"` : `"${target.resourceId}:${target.n}"`;
  const message = `There is no ${target.index.model} ${named} to refer to, or it is deleted.`;
  return new SpecstarError("REFERENCE_NOT_FOUND", message, [{ path: toJsonPointer(path.split(".")), message }]);
}

/** More than these are in the way of nobody who reads. */
const MOST_REFERRERS = 20;

/** Others refer to the resource, and their models say that it can't be deleted then. */
export function referenced(resourceId: string, referrers: readonly Referrer[]): SpecstarError {
  const problems = referrers.slice(0, MOST_REFERRERS).map((referrer) => ({
    path: toJsonPointer(referrer.path.split(".")),
    message: `Resource "${referrer.resourceId}" refers to it.`,
  }));
  return new SpecstarError("REFERENCED", `Resource "${resourceId}" can't be deleted while others refer to it.`, problems);
}

/** A resource should lose what it refers to, and its model wants it to refer to something. */
export function notClearable(referrerId: string, gone: readonly { readonly resourceId: string }[], error: SpecstarError): SpecstarError {
  const ids = [...new Set(gone.map(({ resourceId }) => `"${resourceId}"`))].join(", ");
  const problems = error.problems.map(({ path, message }) => ({ path, message: `Resource "${referrerId}": ${message}` }));
  return new SpecstarError("REFERENCED", `Resource ${ids} can't be deleted: "${referrerId}" would not be valid without it.`, problems, { cause: error });
}

/** The current revision is stable: it never changes again. */
export function notModifiable(revisionId: string): SpecstarError {
  return new SpecstarError("NOT_MODIFIABLE", `Revision "${revisionId}" is stable: only a draft can be modified. Update makes a new revision.`);
}

/** Somebody holds the job. */
export function jobRunning(resourceId: string): SpecstarError {
  return new SpecstarError("JOB_RUNNING", `The job "${resourceId}" is running: nothing else can change it. Cancel it first, or wait for its end.`);
}

/** The writer no longer has the job under its token. */
export function holdLost(resourceId: string): SpecstarError {
  return new SpecstarError("REVISION_CONFLICT", `The job "${resourceId}" is no longer the writer's: another worker has it, or it has ended.`);
}

/** The model wants to know why. */
export function reasonRequired(model: string): SpecstarError {
  const message = `Every write to the model "${model}" must give a reason.`;
  return new SpecstarError("REASON_REQUIRED", message, [{ path: "reason", message }]);
}

/** Another attempt has taken the key over. */
export function supersededReceipt(): SpecstarError {
  return new SpecstarError("IDEMPOTENCY_KEY_IN_USE", "A later request with the same key has taken over. Nothing was written by this one.");
}
