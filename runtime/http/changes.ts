import { Router, type RequestHandler } from "express";
import { SpecstarError } from "../core/errors.js";
import { listChanges } from "../core/operations/list-changes.js";
import { listChangeset } from "../core/operations/revert-changeset.js";
import type { Storage } from "../stores/storage.js";
import { parseCount, parseParameters, queryOf } from "./parameters.js";
import { contextOf } from "./request-context.js";
import { sendJson } from "./send.js";

/** Serves `GET /changes`: the change log of all models from a point on. */
export function changesRouter(storages: readonly Storage[]): Router {
  return Router().get("/changes", listHandler(storages));
}

/** Serves `GET /changesets/:id`: the changes that were made together. */
export function changesetsRouter(storage: Storage): Router {
  return Router().get("/changesets/:id", changesetHandler(storage));
}

function listHandler(storages: readonly Storage[]): RequestHandler {
  return async (req, res) => {
    contextOf(req, res);
    const { since, limit } = parseParameters(queryOf(req.url), ["since", "limit"]);
    const page = await listChanges(onlyStorage(storages), { since: parseCount("since", since), limit: parseCount("limit", limit) });
    sendJson(res, 200, JSON.stringify(page));
  };
}

function changesetHandler(storage: Storage): RequestHandler<{ readonly id: string }> {
  return async (req, res) => {
    contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    sendJson(res, 200, JSON.stringify({ items: await listChangeset(storage, req.params.id) }));
  };
}

/** Each storage has a change log of its own, and they have no common order. */
function onlyStorage(storages: readonly Storage[]): Storage {
  const [storage, ...others] = new Set(storages);
  if (storage !== undefined && others.length === 0) return storage;
  throw new SpecstarError("NOT_SUPPORTED", "The change log can be read where all models share one storage.");
}
