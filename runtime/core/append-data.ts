import type { StoredMeta } from "../stores/meta-store.js";
import type { OperationContext, PreparedData } from "./context.js";
import { newResourceId } from "./ids.js";
import { appendRevision, createStamp, type Appended } from "./next-state.js";
import type { UpdateOptions } from "./options.js";

/**
 * The state after a revision with new data: the first one of a new resource, or the next one.
 *
 * @param current the state before; null when the resource is new.
 */
export function appendData(context: OperationContext, current: StoredMeta | null, prepared: PreparedData, options: UpdateOptions): Appended {
  const { text, hash, indexedData } = prepared;
  const next = {
    resourceId: current?.meta.value.resourceId ?? newResourceId(context.model, context.newId),
    op: current === null ? "create" : "update",
    status: options.status ?? context.defaultStatus,
    schemaVersion: context.schemaVersion,
    dataHash: hash,
    payload: { data: text },
    indexedData,
  } as const;
  return appendRevision(context, current, next, createStamp(context, options));
}
