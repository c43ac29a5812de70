import type { RequestHandler } from "express";
import { parseCount, parseParameters, queryOf } from "./parameters.js";
import { contextOf } from "./request-context.js";
import { encodePage } from "./send.js";
import { sendHashed } from "./send-hashed.js";
import type { ResourceParams, ServedManager } from "./served-manager.js";

/** `GET /issues/:id/referrers`: who refers to a resource, by which field. */
export function referrers(manager: ServedManager): RequestHandler<ResourceParams> {
  return async (req, res) => {
    contextOf(req, res);
    const { limit, cursor } = parseParameters(queryOf(req.url), ["limit", "cursor"]);
    const page = await manager.encoded.listReferrers(req.params.id, { limit: parseCount("limit", limit), cursor, shownOnly: true });
    sendHashed(req, res, encodePage(page, (referrer) => JSON.stringify(referrer)));
  };
}
