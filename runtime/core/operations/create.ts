import { appendData } from "../append-data.js";
import type { OperationContext, PreparedData } from "../context.js";
import { givenResourceId } from "../ids.js";
import type { CreateOptions } from "../options.js";
import { toResult, type RevisionResult } from "../revision-result.js";
import { runUnit } from "../run-unit.js";
import type { Scope } from "../unit.js";

/**
 * Makes a new resource with its first revision.
 *
 * @throws VALIDATION_FAILED, UNIQUE_VIOLATION, REFERENCE_NOT_FOUND; DUPLICATE_RESOURCE when the id that was given is taken
 */
export async function createResource(context: OperationContext, input: unknown, options: CreateOptions): Promise<RevisionResult> {
  const prepared = context.prepare(input);
  return runUnit(context.storage, (unit) => planCreate({ unit, context }, prepared, options), options);
}

export async function planCreate(scope: Scope, prepared: PreparedData, options: CreateOptions): Promise<RevisionResult> {
  const { unit, context } = scope;
  const id = options.id === undefined ? undefined : givenResourceId(context.model, options.id);
  if (prepared.keepBlobs !== undefined) await unit.keepBlobs(context, prepared);
  return toResult(appendData(scope, null, prepared, { ...options, id }));
}
