import type { OperationContext } from "../core/context.js";
import { isSpecstarError } from "../core/errors.js";
import { createResource } from "../core/operations/create.js";
import type { CreateOptions } from "../core/options.js";

/**
 * Makes a job under an id; nothing when it is there.
 *
 * @throws VALIDATION_FAILED
 */
export async function createOnce(context: OperationContext, input: unknown, options: CreateOptions & { readonly id: string }): Promise<void> {
  try {
    await createResource(context, input, options);
  } catch (error) {
    if (!isSpecstarError(error, "DUPLICATE_RESOURCE")) throw error;
  }
}
