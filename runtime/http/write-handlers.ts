import type { Request, RequestHandler } from "express";
import type { UpdateOptions, WriteOptions } from "../core/options.js";
import { toPrecondition } from "./entity-tags.js";
import { parseChoice, parseParameters, queryOf } from "./parameters.js";
import { readBody } from "./read-body.js";
import { refuseProtected } from "./refuse-protected.js";
import { contextOf, type RequestContext } from "./request-context.js";
import { sendJson } from "./send.js";
import type { ResourceParams, RevisionParams, ServedManager } from "./served-manager.js";
import { shownOf } from "./shown.js";

/** `POST /issues`: 201 with the new resource's place. */
export function create(manager: ServedManager): RequestHandler {
  return async (req, res) => {
    const context = contextOf(req, res);
    const status = parseStatus(req.url);
    const data = await readBody(req, context.settings.bodyLimit);
    refuseProtected(manager.spec, data);
    const { revision, etag } = await manager.encoded.create(data, { ...toWriteOptions(req, context), status });
    res.setHeader("Location", `${req.baseUrl}${req.path.replace(/\/$/, "")}/${revision.value.resourceId}`);
    sendJson(res, 201, revision.text, etag);
  };
}

/** `PUT /issues/:id`: a new revision, or the current one when the data is the same. What the server sets stays as it is. */
export function update(manager: ServedManager): RequestHandler<ResourceParams> {
  return async (req, res) => {
    const context = contextOf(req, res);
    const status = parseStatus(req.url);
    const data = await readBody(req, context.settings.bodyLimit);
    refuseProtected(manager.spec, data);
    const options = { ...toWriteOptions(req, context), status, keep: manager.spec.protected };
    const { revision, etag } = await manager.encoded.update(req.params.id, data, options);
    sendJson(res, 200, revision.text, etag);
  };
}

/** `DELETE /issues/:id`: marks the resource as deleted, by a new revision. */
export function remove(manager: ServedManager): RequestHandler<ResourceParams> {
  return async (req, res) => {
    const context = contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const { revision, etag } = await manager.encoded.delete(req.params.id, toWriteOptions(req, context));
    sendJson(res, 200, revision.text, etag);
  };
}

/** `POST /issues/:id/restore`: undoes a delete, by a new revision. */
export function restore(manager: ServedManager): RequestHandler<ResourceParams> {
  return async (req, res) => {
    const context = contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const { revision, etag } = await manager.encoded.restore(req.params.id, toWriteOptions(req, context));
    sendJson(res, 200, revision.text, etag);
  };
}

/** `POST /issues/:id/switch/:n`: makes another revision the current one. */
export function switchTo(manager: ServedManager): RequestHandler<RevisionParams> {
  const shown = shownOf(manager.spec);
  return async (req, res) => {
    const context = contextOf(req, res);
    parseParameters(queryOf(req.url), []);
    const { meta, etag } = await manager.encoded.switch(req.params.id, req.params.n, toWriteOptions(req, context));
    sendJson(res, 200, shown.meta(meta).text, etag);
  };
}

function toWriteOptions(req: Request, { requestId, settings }: RequestContext): WriteOptions {
  return { actor: settings.actor(req), ifMatch: toPrecondition(req.headers["if-match"]), requestId };
}

function parseStatus(url: string): UpdateOptions["status"] {
  const { status } = parseParameters(queryOf(url), ["status"]);
  return parseChoice("status", status, ["draft", "stable"]);
}
