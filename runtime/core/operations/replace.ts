import { appendData } from "../append-data.js";
import type { OperationContext, PreparedData } from "../context.js";
import { findPlanned, refuseUnlessLive } from "../find-revision.js";
import { modifyDraft } from "../modify-draft.js";
import type { UpdateOptions } from "../options.js";
import { readPlanned } from "../payloads.js";
import { notModifiable } from "../refusals.js";
import { toResult, unchanged, type RevisionResult } from "../revision-result.js";
import type { StoredRevision } from "../../stores/meta-store.js";
import type { Scope } from "../unit.js";

/** New data, or how it follows from the current data's text. */
export type Content = PreparedData | ((before: string) => PreparedData | Promise<PreparedData>);

/**
 * Plans that a resource gets new data: by a new revision or, if it is to be modified, in its current draft. Data that equals the
 * current data does nothing, unless another status is asked for.
 *
 * @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, NOT_MODIFIABLE, and what making the content throws
 */
export async function planReplace(
  scope: Scope,
  resourceId: string,
  content: Content,
  options: UpdateOptions,
): Promise<RevisionResult> {
  const { unit, context } = scope;
  const isDerived = typeof content === "function";
  const hasHidden = context.spec.hidden.length > 0;
  const current = await findPlanned(scope, resourceId, isDerived || hasHidden);
  refuseUnlessLive(current, options);
  if (options.mode === "modify") refuseUnlessDraft(current);
  const prepared = isDerived ? await content(await readPlanned(scope, current)) : content;
  // The hash says nothing of hidden fields.
  const isSameText = !hasHidden || (await readPlanned(scope, current)) === prepared.text;
  if (isSameText && isUnchanged(context, current, prepared, options)) return unchanged(current);
  if (prepared.keepBlobs !== undefined) await unit.keepBlobs(context, prepared);
  return options.mode === "modify"
    ? planModify(scope, current, prepared, options)
    : toResult(appendData(scope, current, prepared, options));
}

/** Plans that the current revision, a draft, gets other data; it stays a draft unless another status is asked for. */
function planModify(
  scope: Scope,
  current: StoredRevision,
  prepared: PreparedData,
  options: UpdateOptions,
): RevisionResult {
  const { context } = scope;
  const { hash: dataHash, indexedData, references, job } = prepared;
  const { status = "draft" } = options;
  const next = { status, schemaVersion: context.schemaVersion, dataHash, payload: prepared, indexedData, references, job };
  return modifyDraft(scope, current, next, options);
}

/** @throws NOT_MODIFIABLE */
function refuseUnlessDraft({ revision }: StoredRevision): void {
  if (revision.value.status !== "draft") throw notModifiable(revision.value.revisionId);
}

function isUnchanged(context: OperationContext, { revision }: StoredRevision, { hash }: PreparedData, { status }: UpdateOptions): boolean {
  const { dataHash, schemaVersion, status: before } = revision.value;
  return dataHash === hash && schemaVersion === context.schemaVersion && (status === undefined || status === before);
}
