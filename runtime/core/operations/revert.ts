import type { OperationContext, PreparedData } from "../context.js";
import { findPlannedByNumber } from "../find-revision.js";
import type { UpdateOptions } from "../options.js";
import { checkFields, takeFields } from "../patch/index.js";
import { readPlanned } from "../payloads.js";
import type { RevisionResult } from "../revision-result.js";
import { runOn } from "../run-unit.js";
import type { Scope } from "../unit.js";
import { planReplace } from "./replace.js";
import { withKept } from "./update.js";

export interface RevertOptions extends UpdateOptions {
  /** The paths of the fields that are taken from the old revision; all data when they aren't given. */
  readonly fields?: readonly string[] | undefined;
  /** Fields that stay as they are. */
  readonly keep?: readonly string[] | undefined;
  /** Fields that can't be named, because nobody is told of them. */
  readonly hidden?: readonly string[] | undefined;
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
  return runOn(context, resourceId, (scope) => planRevert(scope, resourceId, revisionId, options), options);
}

export async function planRevert(
  scope: Scope,
  resourceId: string,
  revisionId: string | number,
  options: RevertOptions,
): Promise<RevisionResult> {
  const { context } = scope;
  const { fields, keep = [], hidden, ...rest } = options;
  const paths = fields && checkFields(context.spec.schema, fields, hidden);
  const target = await findPlannedByNumber(scope, resourceId, revisionId);
  const old: unknown = JSON.parse(await readPlanned(scope, target));
  const content = (text: string): PreparedData => {
    const before: unknown = JSON.parse(text);
    return context.prepare(withKept(before, paths === undefined ? old : takeFields(before, old, paths), keep));
  };
  return planReplace(scope, resourceId, content, rest);
}
