import { clearReference } from "./clear-reference.js";
import type { OperationContext, PreparedData } from "./context.js";
import { isSpecstarError } from "./errors.js";
import { planReplace } from "./operations/replace.js";
import type { WriteOptions } from "./options.js";
import { notClearable } from "./refusals.js";
import type { Scope } from "./unit.js";

/** A reference that a resource loses. */
export interface Cleared {
  readonly path: string;
  /** What it refers to there, by itself or by one of its revisions. */
  readonly resourceId: string;
}

/**
 * Plans that a resource loses references, by one revision however many they are. It has the status of the one before: the change is
 * nobody's decision to publish.
 *
 * @throws REFERENCED when its data would not be valid without them
 */
export async function planClear(
  scope: Scope,
  resourceId: string,
  cleared: readonly Cleared[],
  options: WriteOptions,
): Promise<void> {
  const { unit, context } = scope;
  const current = await unit.readCurrent(context, resourceId, true);
  // It goes as well, or somebody else has deleted it since it was listed.
  if (current === undefined || current.isDeleted) return;
  const content = (before: string) => prepareCleared(context, resourceId, before, cleared);
  await planReplace(scope, resourceId, content, { ...options, status: current.revision.value.status });
}

function prepareCleared(context: OperationContext, resourceId: string, before: string, cleared: readonly Cleared[]): PreparedData {
  const clear = (data: unknown, { path, resourceId: gone }: Cleared): unknown =>
    clearReference(context.spec.schema, data, { keys: path.split("."), isCleared: (id) => id === gone || id.startsWith(`${gone}:`) });
  try {
    return context.prepare(cleared.reduce(clear, JSON.parse(before)));
  } catch (error) {
    throw isSpecstarError(error, "VALIDATION_FAILED") ? notClearable(resourceId, cleared, error) : error;
  }
}
