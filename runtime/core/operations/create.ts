import { tryWrite } from "../commit.js";
import type { OperationContext } from "../context.js";
import { newResourceId } from "../ids.js";
import { appendRevision, createStamp, type RevisionResult } from "../next-state.js";
import type { CreateOptions } from "../options.js";

/**
 * Makes a new resource with its first revision.
 *
 * @throws VALIDATION_FAILED, UNIQUE_VIOLATION
 */
export async function createResource(context: OperationContext, input: unknown, options: CreateOptions): Promise<RevisionResult> {
  const { text, hash, indexedData } = context.prepare(input);
  const first = {
    resourceId: newResourceId(context.model),
    op: "create",
    status: options.status ?? "stable",
    schemaVersion: context.schemaVersion,
    dataHash: hash,
    payload: { data: text },
    indexedData,
  } as const;
  const { write, result } = appendRevision(context, null, first, createStamp(context, options));
  await tryWrite(context, write);
  return result;
}
