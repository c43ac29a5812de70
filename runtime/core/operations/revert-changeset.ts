import { revisionNumber } from "../../stores/revision-number.js";
import type { Storage } from "../../stores/storage.js";
import { changeset, type Changeset } from "../changeset.js";
import { SpecstarError } from "../errors.js";
import { describeValue } from "../describe-value.js";
import { findPlanned } from "../find-revision.js";
import { modelsOf } from "../models.js";
import type { WriteOptions } from "../options.js";
import { revisionConflict } from "../refusals.js";
import type { Change } from "../resource.js";
import { unchanged, type RevisionResult } from "../revision-result.js";
import type { Scope, Unit } from "../unit.js";
import { planDelete } from "./delete.js";
import { planRestore } from "./restore.js";
import { planRevert } from "./revert.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The changes of a changeset, oldest first.
 *
 * @throws CHANGESET_NOT_FOUND
 */
export async function listChangeset(storage: Storage, changesetId: string): Promise<readonly Change[]> {
  const changes = UUID.test(changesetId) ? await storage.meta.listChangeset(changesetId) : [];
  if (changes.length > 0) return changes;
  throw new SpecstarError("CHANGESET_NOT_FOUND", `There is no changeset ${describeValue(changesetId)}.`);
}

/**
 * Undoes a changeset as a unit, by a changeset of its own: what it created is deleted, everything else gets the data and the presence
 * that it had before. Nothing of it may have changed since.
 *
 * @returns the revisions that are current then, of all resources that the changeset had touched, as the result
 * @throws CHANGESET_NOT_FOUND; REVISION_CONFLICT when a resource has changed since; NOT_MODIFIABLE when one was modified in place or purged,
 *   so that what it was is gone; what the operations on the resources throw
 */
export async function revertChangeset(storage: Storage, changesetId: string, options: WriteOptions): Promise<Changeset<readonly RevisionResult[]>> {
  const changes = await listChangeset(storage, changesetId);
  const lasts = [...new Map(changes.map((change) => [change.resourceId, change])).values()].toReversed();
  const plan = async (unit: Unit): Promise<readonly RevisionResult[]> => {
    const results: RevisionResult[] = [];
    for (const last of lasts) results.push(await planUndo({ unit, context: modelsOf(storage).find(last.model) }, { last, changes }, options));
    return results;
  };
  return changeset(storage, plan, options);
}

interface Undo {
  /** The last change of the resource in the changeset. */
  readonly last: Change;
  readonly changes: readonly Change[];
}

async function planUndo(scope: Scope, { last, changes }: Undo, options: WriteOptions): Promise<RevisionResult> {
  const { context } = scope;
  const { resourceId } = last;
  const own = changes.filter((change) => change.resourceId === resourceId);
  const lost = own.find(({ op }) => op === "modify" || op === "purge");
  if (lost !== undefined) throw isLost(lost);
  const newest = await context.meta.readChangeBefore(context.index, resourceId, Number.MAX_SAFE_INTEGER);
  if (newest?.seq !== last.seq) throw revisionConflict(resourceId);
  const before = await context.meta.readChangeBefore(context.index, resourceId, own[0]?.seq ?? last.seq);
  return planReturn(scope, resourceId, before, options);
}

/** Plans that a resource is again as a change left it; deleted when there was none. */
async function planReturn(scope: Scope, resourceId: string, before: Change | undefined, options: WriteOptions): Promise<RevisionResult> {
  const { context } = scope;
  const current = await findPlanned(scope, resourceId, false);
  const wasThere = before !== undefined && before.op !== "delete" && before.op !== "purge";
  if (!wasThere) return current.isDeleted ? unchanged(current) : planDelete(scope, resourceId, options);
  const n = revisionNumber(before.revisionId);
  const target = await context.meta.readRevision(context.index, resourceId, n, { payload: false });
  if (current.isDeleted) await planRestore(scope, resourceId, options);
  return planRevert(scope, resourceId, n, { ...options, status: target?.revision.value.status });
}

function isLost({ resourceId, op }: Change): SpecstarError {
  const what = op === "purge" ? "purged" : "modified in place";
  return new SpecstarError("NOT_MODIFIABLE", `Resource "${resourceId}" was ${what}: what it was before is gone, so the changeset can't be reverted.`);
}
