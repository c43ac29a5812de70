import type { OperationContext } from "../context.js";
import { etagOf } from "../etag.js";
import { findRevision, isCurrent } from "../find-revision.js";
import type { GetOptions } from "../options.js";
import { getMeta } from "./get-meta.js";

/** What tells the states of a resource apart. */
export interface ResourceState {
  readonly resourceId: string;
  /** Without quotes. */
  readonly etag: string;
  /** Of the resource, whatever its revision. */
  readonly updatedTime: string;
}

/**
 * The ETag that `get` with the same options would give and the time of the last change, without loading the data.
 *
 * @throws what `get` throws
 */
export async function getState(context: OperationContext, resourceId: string, options: GetOptions): Promise<ResourceState> {
  if (isCurrent(options)) {
    const { etag, updatedTime } = await getMeta(context, resourceId, options);
    return { resourceId, etag, updatedTime };
  }
  const stored = await findRevision(context, resourceId, options, false);
  return { resourceId, etag: etagOf(stored), updatedTime: stored.updatedTime };
}

/**
 * Whether the last change of a resource is the only one of its second: then a time in whole seconds tells its state from all others
 * (RFC 9110 section 8.8.2.2).
 */
export async function isOnlyChangeOfSecond({ meta, index }: OperationContext, resourceId: string): Promise<boolean> {
  const last = await meta.readChangeBefore(index, resourceId, Number.MAX_SAFE_INTEGER);
  const before = last && (await meta.readChangeBefore(index, resourceId, last.seq));
  return before === undefined || secondOf(before.at) !== secondOf(last?.at);
}

/** `2027-01-31T09:30:00` of `2027-01-31T09:30:00.123Z`. */
function secondOf(time: string | undefined): string | undefined {
  return time?.slice(0, 19);
}
