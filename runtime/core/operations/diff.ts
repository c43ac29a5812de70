import type { OperationContext } from "../context.js";
import { findByNumber, findCurrent } from "../find-revision.js";
import { diff, type DiffOperation } from "../patch/index.js";
import { readPayload, retryMissing } from "../payloads.js";
import type { StoredRevision } from "../../stores/meta-store.js";
import { omitFields } from "../omit-fields.js";

export interface DiffOptions {
  /** By number or full id; the one before `to` when it isn't given. */
  readonly from?: string | number | undefined;
  /** The current revision when it isn't given. */
  readonly to?: string | number | undefined;
  /** Fields that are left out, because nobody is told of them. */
  readonly hidden?: readonly string[] | undefined;
}

/** How the data of one revision becomes that of another. */
export interface RevisionDiff {
  /** The full id of the revision. */
  readonly from: string;
  readonly to: string;
  /** A JSON Patch (RFC 6902) whose operations also tell the value that was there before. */
  readonly patch: readonly DiffOperation[];
}

/**
 * The difference between two revisions of a resource, of a deleted one as well.
 *
 * @throws RESOURCE_NOT_FOUND, REVISION_NOT_FOUND
 */
export function diffRevisions(context: OperationContext, resourceId: string, options: DiffOptions): Promise<RevisionDiff> {
  return retryMissing(() => readDiff(context, resourceId, options));
}

async function readDiff(context: OperationContext, resourceId: string, { from, to, hidden = [] }: DiffOptions): Promise<RevisionDiff> {
  const after = to === undefined ? await findCurrent(context, resourceId, true) : await findByNumber(context, resourceId, to, true);
  const before = await findByNumber(context, resourceId, from ?? beforeOf(after), true);
  const [old, now] = await Promise.all([before, after].map(async (stored) => omitFields(JSON.parse(await readPayload(context, stored)), hidden)));
  return { from: before.revision.value.revisionId, to: after.revision.value.revisionId, patch: diff(old, now) };
}

/** The first revision has none before it: it differs from itself in nothing. */
function beforeOf({ revision }: StoredRevision): string {
  return revision.value.parentRevisionId ?? revision.value.revisionId;
}
