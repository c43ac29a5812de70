import { appendData } from "../append-data.js";
import { tryWrite } from "../commit.js";
import type { OperationContext } from "../context.js";
import type { RevisionResult } from "../next-state.js";
import type { CreateOptions } from "../options.js";

/**
 * Makes a new resource with its first revision.
 *
 * @throws VALIDATION_FAILED, UNIQUE_VIOLATION
 */
export async function createResource(context: OperationContext, input: unknown, options: CreateOptions): Promise<RevisionResult> {
  const { write, result } = appendData(context, null, context.prepare(input), options);
  await tryWrite(context, write);
  return result;
}
