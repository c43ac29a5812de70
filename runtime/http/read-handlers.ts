import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler, Response } from "express";
import { SpecstarError } from "../core/errors.js";
import type { GetOptions } from "../core/options.js";
import type { EncodedResource } from "../core/resource.js";
import { parseCountSearch, parseSearch } from "../query/parse-search.js";
import { isKnown, isMatch } from "./entity-tags.js";
import { parseCount, parseFlag, parseParameters, queryOf } from "./parameters.js";
import { contextOf } from "./request-context.js";
import { encodePage, encodeResource, encodeRevision, sendJson, sendNotModified } from "./send.js";
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

/** `GET /issues/:id`: the current revision or, with `revisionId`, an earlier one. */
export function get(manager: ServedManager): RequestHandler<ResourceParams> {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    contextOf(req, res);
    const options = parseGetOptions(queryOf(req.url));
    const resource = await readUnlessKnown(manager, req.params.id, { headers: req.headers, options });
    sendResource(res, resource, (found) => encodeResource(shown.resource(found)));
  };
}

/** `GET /issues/:id/revisions/:n`: one revision, of a deleted resource too. */
export function getRevision(manager: ServedManager): RequestHandler<RevisionParams> {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const resource = await readUnlessKnown(manager, req.params.id, { headers: req.headers, options: { revisionId: req.params.n } });
    sendResource(res, resource, (found) => encodeRevision(shown.resource(found)));
  };
}

/** `GET /issues/:id/revisions`: the history, newest first. */
export function listRevisions(manager: ServedManager): RequestHandler<ResourceParams> {
  return async (req, res) => {
    contextOf(req, res);
    const { limit, cursor } = parseParameters(queryOf(req.url), ["limit", "cursor"]);
    const page = await manager.encoded.listRevisions(req.params.id, { limit: parseCount("limit", limit), cursor });
    sendJson(res, 200, encodePage(page, ({ text }) => text));
  };
}

const NO_OPTIONS: GetOptions = {};

function parseGetOptions(query: string): GetOptions {
  if (query === "") return NO_OPTIONS;
  const { revisionId, includeDeleted } = parseParameters(query, ["revisionId", "includeDeleted"]);
  return { revisionId, includeDeleted: parseFlag("includeDeleted", includeDeleted) };
}

interface Reading {
  readonly headers: IncomingHttpHeaders;
  readonly options: GetOptions;
}

/**
 * The resource, or only its tag when the client has it already: a condition is decided before the data is loaded
 * (RFC 9110 section 13.2.2).
 *
 * @throws REVISION_CONFLICT when If-Match does not name the tag.
 */
async function readUnlessKnown(manager: ServedManager, id: string, { headers, options }: Reading): Promise<EncodedResource | string> {
  const [ifMatch, ifNoneMatch] = [headers["if-match"], headers["if-none-match"]];
  if (ifMatch === undefined && ifNoneMatch === undefined) return manager.encoded.get(id, options);
  const etag = await manager.encoded.getEtag(id, options);
  requireMatch(ifMatch, etag);
  if (ifNoneMatch !== undefined && isKnown(ifNoneMatch, etag)) return etag;
  const resource = await manager.encoded.get(id, options);
  // A write may have come in between.
  requireMatch(ifMatch, resource.etag);
  return resource;
}

function requireMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || isMatch(ifMatch, etag)) return;
  throw new SpecstarError("REVISION_CONFLICT", `The resource is at another revision than If-Match says: its ETag is "${etag}".`);
}

/** A tag alone stands for a resource that the client has. */
function sendResource(res: Response, resource: EncodedResource | string, encode: (resource: EncodedResource) => string): void {
  if (typeof resource === "string") sendNotModified(res, resource);
  else sendJson(res, 200, encode(resource), resource.etag);
}
