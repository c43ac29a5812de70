import type { StoredRevision } from "../../stores/meta-store.js";
import { appendData } from "../append-data.js";
import { changeResource } from "../commit.js";
import type { OperationContext, PreparedData } from "../context.js";
import { findCurrent, refuseUnlessLive } from "../find-revision.js";
import { isRecord } from "../is-record.js";
import type { RevisionResult } from "../next-state.js";
import type { UpdateOptions } from "../options.js";
import { readPayload } from "../payloads.js";

export interface ReplaceOptions extends UpdateOptions {
  /** Fields that keep the values which they have in the current data, whatever the input says. */
  readonly keep?: readonly string[] | undefined;
}

/**
 * Appends a revision with new data. Data that equals the current data makes none, unless another status is asked for.
 *
 * @throws VALIDATION_FAILED, RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, UNIQUE_VIOLATION
 */
export async function updateResource(
  context: OperationContext,
  resourceId: string,
  input: unknown,
  options: ReplaceOptions,
): Promise<RevisionResult> {
  const { keep = [] } = options;
  const preparedOnce = keep.length === 0 ? context.prepare(input) : undefined;
  return changeResource(context, resourceId, async () => {
    const current = await findCurrent(context, resourceId, preparedOnce === undefined);
    refuseUnlessLive(current, options);
    const prepared = preparedOnce ?? context.prepare(withKept(JSON.parse(await readPayload(context, current)), input, keep));
    return isUnchanged(context, current, prepared, options)
      ? { write: null, result: { revision: current.revision, etag: current.etag } }
      : appendData(context, current, prepared, options);
  });
}

/** The input with some fields as they were before; one that wasn't there is left to its default. */
function withKept(before: unknown, input: unknown, keep: readonly string[]): unknown {
  if (!isRecord(input) || Array.isArray(input)) return input;
  const isKept = (name: string): boolean => keep.includes(name);
  const others = Object.entries(input).filter(([name]) => !isKept(name));
  const kept = isRecord(before) ? Object.entries(before).filter(([name]) => isKept(name)) : [];
  return Object.fromEntries([...others, ...kept]);
}

function isUnchanged(context: OperationContext, { revision }: StoredRevision, { hash }: PreparedData, { status }: UpdateOptions): boolean {
  return (
    revision.value.dataHash === hash &&
    revision.value.schemaVersion === context.schemaVersion &&
    (status === undefined || status === revision.value.status)
  );
}
