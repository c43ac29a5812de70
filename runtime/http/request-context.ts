import { randomUUID } from "node:crypto";
import type { Request, RequestHandler, Response } from "express";
import { conditionsOf } from "./conditions.js";
import { toSettings, type AppOptions, type Settings } from "./app-options.js";

/** What the handlers know of a request beside itself. */
export interface RequestContext {
  /** In every answer, every problem, the change log and the server's log. */
  readonly requestId: string;
  readonly settings: Settings;
  /** Whether the request says which state it expects, in its headers or its body: then a conflict is a failed precondition. */
  isConditional: boolean;
  /** Who calls, once that has been asked. */
  actor?: string;
}

declare global {
  // Express's own place for what a middleware adds to a request.
  namespace Express {
    interface Request {
      specstar?: RequestContext;
    }
  }
}

const REQUEST_ID = /^[A-Za-z0-9._:-]{1,128}$/;
const DEFAULTS = toSettings({});

/**
 * Gives a request its id and the app's settings. `createExpressApp` does so by itself: this is for generated routers that are mounted
 * in an Express app of one's own.
 */
export function requestContext(options: AppOptions = {}): RequestHandler {
  const settings = toSettings(options);
  return (req, res, next) => {
    attachContext(req, res, settings);
    next();
  };
}

/** The context of a request, made now from the defaults when nothing has made it before. */
export function contextOf(req: Request, res: Response): RequestContext {
  return req.specstar ?? attachContext(req, res, DEFAULTS);
}

/** Makes the context, and puts on the answer what every answer has. */
export function attachContext(req: Request, res: Response, settings: Settings): RequestContext {
  const isConditional = conditionsOf(req.headers) !== undefined;
  const context: RequestContext = { requestId: toRequestId(req.headers["x-request-id"]), settings, isConditional };
  req.specstar = context;
  res.setHeader("X-Request-Id", context.requestId);
  res.setHeader("X-Content-Type-Options", "nosniff");
  return context;
}

/** The id that the client sent, when it is harmless; else a new one. */
export function toRequestId(sent: string | string[] | undefined): string {
  return typeof sent === "string" && REQUEST_ID.test(sent) ? sent : randomUUID();
}
