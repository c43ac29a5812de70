import type { IncomingHttpHeaders } from "node:http";
import type { EncodedResources } from "../core/encoded-resources.js";
import type { ResourceState } from "../core/operations/get-state.js";
import { isKnown, isMatch } from "./entity-tags.js";
import { parseHttpDate } from "./http-date.js";

/** The conditions of a request that count: a date gives way to tags, and is none when it can't be read (RFC 9110 section 13.1). */
export interface Conditions {
  readonly ifMatch: string | undefined;
  readonly ifUnmodifiedSince: Date | undefined;
  readonly ifNoneMatch: string | undefined;
  /** Of a GET or HEAD alone. */
  readonly ifModifiedSince: Date | undefined;
}

/** Undefined when there are none. */
export function conditionsOf(headers: IncomingHttpHeaders): Conditions | undefined {
  const { "if-match": ifMatch, "if-none-match": ifNoneMatch, "if-unmodified-since": unmodified, "if-modified-since": modified } = headers;
  if ((ifMatch ?? ifNoneMatch ?? unmodified ?? modified) === undefined) return undefined;
  const ifUnmodifiedSince = ifMatch === undefined && unmodified !== undefined ? parseHttpDate(unmodified) : undefined;
  const ifModifiedSince = ifNoneMatch === undefined && modified !== undefined ? parseHttpDate(modified) : undefined;
  return (ifMatch ?? ifNoneMatch ?? ifUnmodifiedSince ?? ifModifiedSince) === undefined ? undefined : { ifMatch, ifUnmodifiedSince, ifNoneMatch, ifModifiedSince };
}

/** Whether If-Match or If-Unmodified-Since lets the request go on (RFC 9110 section 13.2.2, steps 1 and 2). */
export async function isExpected({ ifMatch, ifUnmodifiedSince }: Conditions, state: ResourceState, resources: EncodedResources): Promise<boolean> {
  if (ifMatch !== undefined) return isMatch(ifMatch, state.etag);
  return ifUnmodifiedSince === undefined || isUnmodifiedSince(ifUnmodifiedSince, state, resources);
}

/** Whether the client has the state already, by If-None-Match or If-Modified-Since (steps 3 and 4). */
export async function isHeld({ ifNoneMatch, ifModifiedSince }: Conditions, state: ResourceState, resources: EncodedResources): Promise<boolean> {
  if (ifNoneMatch !== undefined) return isKnown(ifNoneMatch, state.etag);
  return ifModifiedSince !== undefined && isUnmodifiedSince(ifModifiedSince, state, resources);
}

/** A resource that changed twice in a second had two states at the same date, of which the client may mean the first. */
async function isUnmodifiedSince(date: Date, { resourceId, updatedTime }: ResourceState, resources: EncodedResources): Promise<boolean> {
  const second = new Date(updatedTime).setUTCMilliseconds(0);
  return second < date.getTime() || (second === date.getTime() && (await resources.isOnlyChangeOfSecond(resourceId)));
}
