import type { RequestHandler } from "express";
import type { GetOptions } from "../core/options.js";
import type { EncodedResource } from "../core/resource.js";
import { parseCountSearch, parseSearch } from "../query/parse-search.js";
import { parseInstant } from "./parse-instant.js";
import { parseFlag, parseParameters, queryOf } from "./parameters.js";
import { contextOf } from "./request-context.js";
import { encodePage, encodeResource, encodeRevision, sendJson } from "./send.js";
import { sendUnlessHeld } from "./send-unless-held.js";
import type { ResourceParams, RevisionParams, ServedManager } from "./served-manager.js";
import { shownOf } from "./shown.js";

/** `GET /issues`: a page of current resources. */
export function search(manager: ServedManager): RequestHandler {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    contextOf(req, res);
    const page = await manager.encoded.search(parseSearch(shown.index, queryOf(req.url)));
    sendJson(res, 200, encodePage(page, (resource) => encodeResource(shown.resource(resource))));
  };
}

/** `GET /issues/count`. */
export function count(manager: ServedManager): RequestHandler {
  const { index } = shownOf(manager.spec);
  return async (req, res) => {
    contextOf(req, res);
    const total = await manager.encoded.count(parseCountSearch(index, queryOf(req.url)));
    sendJson(res, 200, `{"count":${total}}`);
  };
}

/** `GET /issues/:id`: the current revision or, with `revisionId` or `asOf`, an earlier one. */
export function get(manager: ServedManager): RequestHandler<ResourceParams> {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    contextOf(req, res);
    const options = parseGetOptions(queryOf(req.url));
    const read = (): Promise<EncodedResource> => manager.encoded.get(req.params.id, options);
    await sendUnlessHeld(manager, req, res, { options, read, encode: (found) => encodeResource(shown.resource(found)) });
  };
}

/** `GET /issues/:id/revisions/:n`: one revision, of a deleted resource too. */
export function getRevision(manager: ServedManager): RequestHandler<RevisionParams> {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const options = { revisionId: req.params.n };
    const read = (): Promise<EncodedResource> => manager.encoded.get(req.params.id, options);
    await sendUnlessHeld(manager, req, res, { options, read, encode: (found) => encodeRevision(shown.resource(found)) });
  };
}

const NO_OPTIONS: GetOptions = {};

function parseGetOptions(query: string): GetOptions {
  if (query === "") return NO_OPTIONS;
  const { revisionId, asOf, includeDeleted } = parseParameters(query, ["revisionId", "asOf", "includeDeleted"]);
  return { revisionId, asOf: parseInstant("asOf", asOf), includeDeleted: parseFlag("includeDeleted", includeDeleted) };
}
