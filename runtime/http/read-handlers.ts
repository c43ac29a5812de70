import type { RequestHandler } from "express";
import type { GetOptions } from "../core/options.js";
import type { Page } from "../core/resource.js";
import { parseCountSearch, parseSearch } from "../query/parse-search.js";
import { parseSearchBody } from "../query/parse-search-body.js";
import { parseSelection, type Selection } from "../query/selection.js";
import type { UncheckedSearch } from "../query/unchecked-search.js";
import { jsonAnswer, type Answer } from "./answer.js";
import { sendOnce } from "./idempotency/send-once.js";
import { parseFlag, parseParameters, queryOf } from "./parameters.js";
import { parseInstant } from "./parse-instant.js";
import { readBody } from "./read-body.js";
import { contextOf } from "./request-context.js";
import { encodePage, sendJson } from "./send.js";
import { sendUnlessHeld, type Reading } from "./send-unless-held.js";
import type { ResourceParams, RevisionParams, ServedManager } from "./served-manager.js";
import { shownOf } from "./shown.js";
import { compileViews, type View, type ViewedResource } from "./view.js";

/** `GET /issues`: a page of current resources. */
export function search(manager: ServedManager): RequestHandler {
  const shown = shownOf(manager.spec);
  const viewOf = compileViews(shown);
  return async (req, res) => {
    contextOf(req, res);
    sendJson(res, 200, await findPage(manager, viewOf, parseSearch(shown.index, queryOf(req.url))));
  };
}

/** `POST /issues/search`: the same, for a search that is sent as JSON. */
export function searchByBody(manager: ServedManager): RequestHandler {
  const shown = shownOf(manager.spec);
  const viewOf = compileViews(shown);
  return async (req, res) => {
    const { settings } = contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const body = await readBody(req, settings.bodyLimit);
    const answer = async (): Promise<Answer> => jsonAnswer(await findPage(manager, viewOf, parseSearchBody(shown.index, body)));
    await sendOnce(manager.storage.meta.receipts, req, res, { body, answer });
  };
}

async function findPage({ encoded }: ServedManager, viewOf: (selection: Selection) => View, request: UncheckedSearch & Selection): Promise<string> {
  const view = viewOf(request);
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

/** `GET /issues/:id`: the current revision or, with `revisionId` or `asOf`, an earlier one. */
export function get(manager: ServedManager): RequestHandler<ResourceParams> {
  const viewOf = compileViews(shownOf(manager.spec));
  return async (req, res) => {
    contextOf(req, res);
    const { selection, ...options } = parseGetOptions(queryOf(req.url));
    await sendUnlessHeld(manager, req, res, readingOf(manager, req.params.id, options, viewOf(selection)));
  };
}

/** `GET /issues/:id/revisions/:n`: one revision, of a deleted resource too. */
export function getRevision(manager: ServedManager): RequestHandler<RevisionParams> {
  const view = compileViews(shownOf(manager.spec))({ returns: ["data", "revision"] });
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    await sendUnlessHeld(manager, req, res, readingOf(manager, req.params.id, { revisionId: req.params.n }, view));
  };
}

function readingOf({ encoded }: ServedManager, id: string, options: GetOptions, view: View): Reading<ViewedResource> {
  const read = (): Promise<ViewedResource> => (view.hasData ? encoded.get(id, options) : encoded.getFacts(id, options));
  return { options, read, encode: view.encode };
}

interface ViewOptions extends GetOptions {
  readonly selection: Selection;
}

const NO_OPTIONS: ViewOptions = { selection: {} };
const PARAMETERS = ["revisionId", "asOf", "includeDeleted", "returns", "fields"] as const;

function parseGetOptions(query: string): ViewOptions {
  if (query === "") return NO_OPTIONS;
  const { revisionId, asOf, includeDeleted, returns, fields } = parseParameters(query, PARAMETERS);
  const options = { revisionId, asOf: parseInstant("asOf", asOf), includeDeleted: parseFlag("includeDeleted", includeDeleted) };
  return { ...options, selection: parseSelection(returns, fields) };
}
