import type { IncomingHttpHeaders } from "node:http";
import type { RequestHandler, Response } from "express";
import { SpecstarError } from "../core/errors.js";
import type { GetOptions } from "../core/options.js";
import type { Page } from "../core/resource.js";
import { parseCountSearch, parseSearch } from "../query/parse-search.js";
import { parseSearchBody } from "../query/parse-search-body.js";
import { parseSelection, type Selection } from "../query/selection.js";
import type { UncheckedSearch } from "../query/unchecked-search.js";
import { isKnown, isMatch } from "./entity-tags.js";
import { parseCount, parseFlag, parseParameters, queryOf } from "./parameters.js";
import { readBody } from "./read-body.js";
import { contextOf } from "./request-context.js";
import { encodePage, sendJson, sendNotModified } from "./send.js";
import type { ResourceParams, RevisionParams, ServedManager } from "./served-manager.js";
import { shownOf, type Shown } from "./shown.js";
import { createView, type View, type ViewedResource } from "./view.js";

/** `GET /issues`: a page of current resources. */
export function search(manager: ServedManager): RequestHandler {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    contextOf(req, res);
    sendJson(res, 200, await findPage(manager, shown, parseSearch(shown.index, queryOf(req.url))));
  };
}

/** `POST /issues/search`: the same, for a search that is sent as JSON. */
export function searchByBody(manager: ServedManager): RequestHandler {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    const { settings } = contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const body = await readBody(req, settings.bodyLimit);
    sendJson(res, 200, await findPage(manager, shown, parseSearchBody(shown.index, body)));
  };
}

async function findPage({ encoded }: ServedManager, shown: Shown, request: UncheckedSearch & Selection): Promise<string> {
  const view = createView(shown, request);
  const page: Page<ViewedResource> = view.hasData ? await encoded.search(request) : await encoded.searchFacts(request);
  return encodePage(page, view.encode);
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
    const { selection, ...options } = parseGetOptions(queryOf(req.url));
    const view = createView(shown, selection);
    const resource = await readUnlessKnown(manager, req.params.id, { headers: req.headers, options, view });
    sendResource(res, resource, view);
  };
}

/** `GET /issues/:id/revisions/:n`: one revision, of a deleted resource too. */
export function getRevision(manager: ServedManager): RequestHandler<RevisionParams> {
  const view = createView(shownOf(manager.spec), { returns: ["data", "revision"] });
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const resource = await readUnlessKnown(manager, req.params.id, { headers: req.headers, options: { revisionId: req.params.n }, view });
    sendResource(res, resource, view);
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

interface ViewOptions extends GetOptions {
  readonly selection: Selection;
}

const NO_OPTIONS: ViewOptions = { selection: {} };

function parseGetOptions(query: string): ViewOptions {
  if (query === "") return NO_OPTIONS;
  const { revisionId, includeDeleted, returns, fields } = parseParameters(query, ["revisionId", "includeDeleted", "returns", "fields"]);
  return { revisionId, includeDeleted: parseFlag("includeDeleted", includeDeleted), selection: parseSelection(returns, fields) };
}

interface Reading {
  readonly headers: IncomingHttpHeaders;
  readonly options: GetOptions;
  readonly view: View;
}

/**
 * The resource, or only its tag when the client has it already: a condition is decided before the data is loaded
 * (RFC 9110 section 13.2.2).
 *
 * @throws REVISION_CONFLICT when If-Match does not name the tag.
 */
async function readUnlessKnown(manager: ServedManager, id: string, { headers, options, view }: Reading): Promise<ViewedResource | string> {
  const [ifMatch, ifNoneMatch] = [headers["if-match"], headers["if-none-match"]];
  const read = (): Promise<ViewedResource> => (view.hasData ? manager.encoded.get(id, options) : manager.encoded.getFacts(id, options));
  if (ifMatch === undefined && ifNoneMatch === undefined) return read();
  const etag = await manager.encoded.getEtag(id, options);
  requireMatch(ifMatch, etag);
  if (ifNoneMatch !== undefined && isKnown(ifNoneMatch, etag)) return etag;
  const resource = await read();
  // A write may have come in between.
  requireMatch(ifMatch, resource.etag);
  return resource;
}

function requireMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || isMatch(ifMatch, etag)) return;
  throw new SpecstarError("REVISION_CONFLICT", `The resource is at another revision than If-Match says: its ETag is "${etag}".`);
}

/** A tag alone stands for a resource that the client has. */
function sendResource(res: Response, resource: ViewedResource | string, view: View): void {
  if (typeof resource === "string") sendNotModified(res, resource);
  else sendJson(res, 200, view.encode(resource), resource.etag);
}
