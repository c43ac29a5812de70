import type { NextFunction, Request, RequestHandler, Response, Router } from "express";
import { SpecstarError } from "../core/errors.js";
import { allowedMethods } from "./allowed-methods.js";
import type { Telemetry } from "../telemetry/index.js";
import type { Settings } from "./app-options.js";
import { observeRequest } from "./observe-request.js";
import { ACCEPT_PATCH } from "./patch-type.js";
import { notFound } from "./problem-handler.js";
import { attachContext } from "./request-context.js";
import { servedModel } from "./served-models.js";

/**
 * One handler for a whole app: gives the request its context and hands it to the router of its path's first segment, so that the
 * cost of finding a route does not grow with the number of models. Answers OPTIONS; a known path with another method is 405, the
 * rest 404.
 *
 * @param telemetry what observes the requests, if anything does
 */
export function createDispatcher(routers: ReadonlyMap<string, Router>, settings: Settings, telemetry?: Telemetry): RequestHandler {
  return (req, res, next) => {
    const context = attachContext(req, res, settings);
    if (!req.url.startsWith("/")) req.url = toOriginForm(req.url);
    const router = routers.get(firstSegment(req.url));
    if (telemetry === undefined) pass(router, req, res, next);
    else observeRequest(telemetry, { req, res, context, model: router && servedModel(router)?.manager.spec.name }, () => pass(router, req, res, next));
  };
}

function pass(router: Router | undefined, req: Request, res: Response, next: NextFunction): void {
  if (router === undefined) notFound(req, res, next);
  else if (req.method === "OPTIONS") answerOptions(router, req, res, next);
  else router(req, res, (error?: unknown) => (error ? next(error) : refuse(router, req, res, next)));
}

/** The path and query of a target that names the server as well (RFC 9112 section 3.2.2): `http://host/issues`. */
function toOriginForm(target: string): string {
  const host = target.indexOf("//") + 2;
  const path = target.slice(host).search(/[/?]/);
  if (host === 1 || path === -1) return "/";
  const origin = target.slice(host + path);
  return origin.startsWith("/") ? origin : `/${origin}`;
}

/** `issues` of `/issues/1?revisionId=2`. */
function firstSegment(url: string): string {
  let end = 1;
  for (; end < url.length; end++) {
    const letter = url.charCodeAt(end);
    if (letter === 0x2f || letter === 0x3f) break;
  }
  return url.slice(1, end);
}

/** Answers with the methods that the routes at the path have (RFC 9110 section 9.3.7), and with the patches that are taken. */
function answerOptions(router: Router, req: Request, res: Response, next: NextFunction): void {
  const methods = allowedMethods(router, req.path);
  if (methods.length === 0) {
    notFound(req, res, next);
    return;
  }
  res.statusCode = 204;
  res.setHeader("Allow", methods.join(", "));
  if (methods.includes("PATCH")) res.setHeader("Accept-Patch", ACCEPT_PATCH);
  res.end();
}

/** No route took the request: either there is none at its path, or none with its method. */
function refuse(router: Router, req: Request, res: Response, next: NextFunction): void {
  const methods = allowedMethods(router, req.path);
  if (methods.length === 0 || methods.includes(req.method)) {
    notFound(req, res, next);
    return;
  }
  const allow = methods.join(", ");
  res.setHeader("Allow", allow);
  next(new SpecstarError("METHOD_NOT_ALLOWED", `${req.method} is not possible at ${req.path}. There are: ${allow}.`));
}
