import type { OperationContext, PreparedData } from "../context.js";
import { isRecord } from "../is-record.js";
import type { UpdateOptions } from "../options.js";
import type { RevisionResult } from "../revision-result.js";
import { runOn } from "../run-unit.js";
import { planReplace, type Content } from "./replace.js";

export interface ReplaceOptions extends UpdateOptions {
  /** Fields that keep the values which they have in the current data, whatever the input says. */
  readonly keep?: readonly string[] | undefined;
}

/**
 * Gives a resource new data, by a new revision or in its current draft. Data that equals the current data does nothing, unless
 * another status is asked for.
 *
 * @throws VALIDATION_FAILED, RESOURCE_NOT_FOUND, RESOURCE_DELETED, REVISION_CONFLICT, NOT_MODIFIABLE, UNIQUE_VIOLATION,
 *   REFERENCE_NOT_FOUND
 */
export async function updateResource(
  context: OperationContext,
  resourceId: string,
  input: unknown,
  options: ReplaceOptions,
): Promise<RevisionResult> {
  const content = toContent(context, input, options);
  return runOn(context, resourceId, (scope) => planReplace(scope, resourceId, content, options), options);
}

/** The input itself when nothing has to be kept: then it is checked but once, however often others are faster. */
export function toContent(context: OperationContext, input: unknown, { keep = [] }: ReplaceOptions): Content {
  if (keep.length === 0) return context.prepare(input);
  return (before): PreparedData => context.prepare(withKept(JSON.parse(before), input, keep));
}

/** The input with some fields as they were before; one that wasn't there is left to its default. */
export function withKept(before: unknown, input: unknown, keep: readonly string[]): unknown {
  if (keep.length === 0 || !isRecord(input) || Array.isArray(input)) return input;
  const isKept = (name: string): boolean => keep.includes(name);
  const others = Object.entries(input).filter(([name]) => !isKept(name));
  const kept = isRecord(before) ? Object.entries(before).filter(([name]) => isKept(name)) : [];
  return Object.fromEntries([...others, ...kept]);
}
