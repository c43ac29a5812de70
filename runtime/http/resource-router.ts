import { Router } from "express";
import * as everyHandler from "./handlers.js";
import type { BlobParams, RevisionParams, ServedManager } from "./served-manager.js";
import { noteServed, type HandlerName } from "./served-models.js";

/** A method, a path as Express writes it, and the handler that answers there. */
export type Route = readonly [method: keyof typeof VERBS, path: string, handler: HandlerName];

const handlers = { ...everyHandler };
const VERBS = { GET: "get", POST: "post", PUT: "put", PATCH: "patch", DELETE: "delete" } as const;

/** The routes of a model. They are tried in their order: `/issues/count` has to come before `/issues/:id`. */
export function resourceRouter(manager: ServedManager, routes: readonly Route[]): Router {
  const router = Router();
  for (const [method, path, handler] of routes) router[VERBS[method]]<string, RevisionParams & BlobParams>(path, handlers[handler](manager));
  noteServed(router, { manager, handlers: new Set(routes.map(([, , handler]) => handler)) });
  return router;
}
