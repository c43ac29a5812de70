import type { OperationContext } from "../context.js";
import { findByNumber } from "../find-revision.js";
import type { UpdateOptions } from "../options.js";
import { takeFields } from "../patch/index.js";
import { readPayload } from "../payloads.js";
import type { RevisionResult } from "../revision-result.js";
import { runOn } from "../run-unit.js";
import type { Unit } from "../unit.js";
import { planReplace } from "./replace.js";

export interface RevertOptions extends UpdateOptions {
  /** The paths of the fields that are taken from the old revision; all data when they aren't given. */
  readonly fields?: readonly string[] | undefined;
}

/**
 * Makes a new revision whose data, or chosen fields of it, are those of an old one.
 *
 * @throws REVISION_NOT_FOUND, INVALID_QUERY for a path that can't be taken, and what an update throws
 */
export function revertResource(
  context: OperationContext,
  resourceId: string,
  revisionId: string | number,
  options: RevertOptions,
): Promise<RevisionResult> {
  return runOn(context, resourceId, (unit) => planRevert(unit, context, resourceId, revisionId, options), options);
}

export async function planRevert(
  unit: Unit,
  context: OperationContext,
  resourceId: string,
  revisionId: string | number,
  options: RevertOptions,
): Promise<RevisionResult> {
  const { fields, ...rest } = options;
  const target = await findByNumber(context, resourceId, revisionId, true);
  const old: unknown = JSON.parse(await readPayload(context, target));
  const content = (before: string) => context.prepare(fields === undefined ? old : takeFields(JSON.parse(before), old, fields));
  return planReplace(unit, context, resourceId, content, rest);
}
