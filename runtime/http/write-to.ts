import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler } from "express";
import { revisionConflict } from "../core/refusals.js";
import { parseHttpDate } from "./http-date.js";
import type { ResourceParams, ServedManager } from "./served-manager.js";
import { writeHandler, type WriteRoute } from "./write-handler.js";

/** A write to a resource that is there: on the condition that the request states, and that the model may want. */
export function writeTo<Params extends ResourceParams, Result>(
  manager: ServedManager,
  route: Omit<WriteRoute<Params, Result>, "requireIfMatch">,
): RequestHandler<Params> {
  return writeHandler<Params, Result>(manager.storage, {
    ...route,
    requireIfMatch: manager.spec.requireIfMatch,
    run: async (call) => {
      const since = unmodifiedSince(call.req.headers);
      if (since === undefined) return route.run(call);
      const ifMatch = await etagUnlessModified(manager, call.req.params.id, since);
      return route.run({ ...call, options: { ...call.options, ifMatch } });
    },
  });
}

/** If-Match is the better condition and takes its place; a date that is none states nothing (RFC 9110 sections 13.2.2 and 13.1.4). */
function unmodifiedSince(headers: IncomingHttpHeaders): Date | undefined {
  const since = headers["if-unmodified-since"];
  return since === undefined || headers["if-match"] !== undefined ? undefined : parseHttpDate(since);
}

/**
 * The tag of a resource that has not been modified since: the write happens if it has it still.
 *
 * @throws RESOURCE_NOT_FOUND; REVISION_CONFLICT when it has been modified.
 */
async function etagUnlessModified({ encoded }: ServedManager, id: string, since: Date): Promise<string> {
  const { meta, etag } = await encoded.get(id, { includeDeleted: true });
  // The date that the client has is in whole seconds.
  if (new Date(meta.value.updatedTime).setUTCMilliseconds(0) > since.getTime()) throw revisionConflict(id);
  return etag;
}
