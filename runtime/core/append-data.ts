import type { StoredMeta } from "../stores/meta-store.js";
import type { PreparedData } from "./context.js";
import { newResourceId } from "./ids.js";
import { appendRevision, type PlannedState } from "./next-state.js";
import type { UpdateOptions } from "./options.js";
import { createStamp } from "./stamp.js";
import type { Scope } from "./unit.js";
import { addWrite } from "./jobs/waiting-jobs.js";

export interface AppendOptions extends UpdateOptions {
  /** Of a new resource. */
  readonly id?: string | undefined;
}

/**
 * Plans a revision with new data: the first one of a new resource, or the next one.
 *
 * @param current the state before; null when the resource is new.
 */
export function appendData(
  scope: Scope,
  current: StoredMeta | null,
  prepared: PreparedData,
  options: AppendOptions,
): PlannedState {
  const { unit, context } = scope;
  const { hash, indexedData, references, job } = prepared;
  const next = {
    resourceId: current?.meta.value.resourceId ?? options.id ?? newResourceId(context.model, context.spec.newId),
    op: current === null ? "create" : "update",
    status: options.status ?? context.spec.defaultStatus,
    schemaVersion: context.schemaVersion,
    dataHash: hash,
    payload: prepared,
    indexedData,
    references,
    job: { facts: job, holds: options.holds },
  } as const;
  const planned = appendRevision(context, current, next, createStamp(context, unit, options));
  addWrite(scope, planned);
  return planned;
}
