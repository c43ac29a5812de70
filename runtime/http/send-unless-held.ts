import type { Request, Response } from "express";
import { SpecstarError } from "../core/errors.js";
import type { ResourceState } from "../core/operations/get-state.js";
import type { GetOptions } from "../core/options.js";
import type { EncodedResource } from "../core/resource.js";
import { conditionsOf, isExpected, isHeld } from "./conditions.js";
import { sendNotModified } from "./send.js";
import { sendTagged } from "./send-tagged.js";
import type { ResourceParams, ServedManager } from "./served-manager.js";

/** A resource as a handler reads it, whatever it reads of it. */
type Tagged = Pick<EncodedResource, "etag" | "updatedTime">;

/** How a request is answered whose conditions hold. */
export interface Reading<Resource extends Tagged> {
  readonly options: GetOptions;
  read(): Promise<Resource>;
  encode(resource: Resource): string;
}

/**
 * Answers with a resource, or with 304 when the client has it already: conditions are decided before the data is loaded (RFC 9110
 * section 13.2.2).
 *
 * @throws REVISION_CONFLICT when If-Match or If-Unmodified-Since is not met.
 */
export async function sendUnlessHeld<Resource extends Tagged>(
  manager: ServedManager,
  req: Request<ResourceParams>,
  res: Response,
  reading: Reading<Resource>,
): Promise<void> {
  const found = await readUnlessHeld(manager, req, reading);
  if (typeof found === "string") sendNotModified(res, found);
  else sendTagged(res, 200, reading.encode(found), stateOf(req.params.id, found));
}

/** The resource, or its tag alone when the client has it. */
async function readUnlessHeld<Resource extends Tagged>(
  { encoded }: ServedManager,
  { headers, params }: Request<ResourceParams>,
  { options, read }: Reading<Resource>,
): Promise<Resource | string> {
  const conditions = conditionsOf(headers);
  if (conditions === undefined) return read();
  const state = await encoded.getState(params.id, options);
  if (!(await isExpected(conditions, state, encoded))) throw unexpected(state);
  if (await isHeld(conditions, state, encoded)) return state.etag;
  const resource = await read();
  // A write may have come in between.
  const now = stateOf(params.id, resource);
  if (now.etag !== state.etag && !(await isExpected(conditions, now, encoded))) throw unexpected(now);
  return resource;
}

function stateOf(resourceId: string, { etag, updatedTime }: Tagged): ResourceState {
  return { resourceId, etag, updatedTime };
}

function unexpected({ etag }: ResourceState): SpecstarError {
  return new SpecstarError("REVISION_CONFLICT", `The resource is in another state than the request expects: its ETag is "${etag}".`);
}
