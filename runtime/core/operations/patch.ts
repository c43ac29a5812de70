import type { OperationContext } from "../context.js";
import { isRecord } from "../is-record.js";
import { toJsonPointer } from "../json-pointer.js";
import type { UpdateOptions } from "../options.js";
import { applyJsonPatch, applyMergePatch, equalJson } from "../patch/index.js";
import type { RevisionResult } from "../revision-result.js";
import { runOn } from "../run-unit.js";
import type { Scope } from "../unit.js";
import { omitFields } from "../omit-fields.js";
import { validationFailed } from "../validation-failed.js";
import { planReplace, type Content } from "./replace.js";

/** A change that is described against the data as it is: by JSON Patch (RFC 6902) or as a merge patch (RFC 7396). */
export type Patch = { readonly kind: "json"; readonly operations: unknown } | { readonly kind: "merge"; readonly patch: unknown };

export interface PatchOptions extends UpdateOptions {
  /** Fields that the patch can't see; it may set them. */
  readonly hidden?: readonly string[] | undefined;
  /** Fields that the patch must leave as they are. */
  readonly sealed?: readonly string[] | undefined;
}

/**
 * Changes the data of a resource by a patch; the result is checked and stored as by an update.
 *
 * @throws PATCH_INVALID, PATCH_TEST_FAILED, and what an update throws
 */
export function patchResource(context: OperationContext, resourceId: string, patch: Patch, options: PatchOptions): Promise<RevisionResult> {
  return runOn(context, resourceId, (scope) => planPatch(scope, resourceId, patch, options), options);
}

export function planPatch(
  scope: Scope,
  resourceId: string,
  patch: Patch,
  options: PatchOptions,
): Promise<RevisionResult> {
  const { context } = scope;
  const content: Content = (before) => context.prepare(patched(context.model, JSON.parse(before), patch, options));
  return planReplace(scope, resourceId, content, options);
}

function patched(model: string, before: unknown, patch: Patch, { hidden = [], sealed = [] }: PatchOptions): unknown {
  const visible = omitFields(before, hidden);
  const after = patch.kind === "json" ? applyJsonPatch(visible, patch.operations) : applyMergePatch(visible, patch.patch);
  refuseSealed(model, visible, after, sealed);
  return hidden.length === 0 ? after : withHidden(after, before, hidden);
}

/** A hidden field that the patch did not set is as it was. */
function withHidden(after: unknown, before: unknown, hidden: readonly string[]): unknown {
  if (!isRecord(after) || Array.isArray(after) || !isRecord(before)) return after;
  const kept = hidden.filter((name) => !Object.hasOwn(after, name) && Object.hasOwn(before, name));
  return Object.fromEntries([...Object.entries(after), ...kept.map((name) => [name, before[name]])]);
}

/** @throws VALIDATION_FAILED naming the fields that only the server sets */
function refuseSealed(model: string, before: unknown, after: unknown, sealed: readonly string[]): void {
  const isChanged = (name: string): boolean => !equalJson(fieldOf(before, name), fieldOf(after, name));
  const problems = sealed.filter(isChanged).map((field) => ({ path: toJsonPointer([field]), message: "The server sets this field: leave it as it is." }));
  if (problems.length > 0) throw validationFailed(model, problems);
}

function fieldOf(data: unknown, name: string): unknown {
  return isRecord(data) && Object.hasOwn(data, name) ? data[name] : undefined;
}
