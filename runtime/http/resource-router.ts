import { Router } from "express";
import { explainUnknown } from "../query/invalid-query.js";
import * as everyHandler from "./handlers.js";
import { ROUTES } from "./routes.js";
import type { BlobParams, RevisionParams, ServedManager } from "./served-manager.js";
import { noteServed, type HandlerName } from "./served-models.js";

const handlers = { ...everyHandler };
const ORDER: readonly string[] = Object.keys(ROUTES);

/**
 * The routes of a model: each handler answers at its own place behind the path, whatever the order of the names.
 *
 * @param path where the model is: `/issues`.
 * @throws TypeError for a name that is no handler's.
 */
export function resourceRouter(manager: ServedManager, path: string, names: readonly HandlerName[]): Router {
  const unknown = names.find((name) => !ORDER.includes(name));
  if (unknown !== undefined) throw new TypeError(explainUnknown("handler", unknown, ORDER));
  const router = Router();
  for (const name of names.toSorted((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))) {
    const route = ROUTES[name];
    router[route.method]<string, RevisionParams & BlobParams>(`${path}${route.path}`, handlers[name](manager));
  }
  noteServed(router, { manager, handlers: new Set(names) });
  return router;
}
