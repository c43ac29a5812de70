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
