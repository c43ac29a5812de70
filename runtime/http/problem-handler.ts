import type { ErrorRequestHandler, Request, RequestHandler } from "express";
import { SpecstarError } from "../core/errors.js";
import { sendAnswer, type Answer } from "./answer.js";
import { pathOf, problemAnswer } from "./problem-answer.js";
import { contextOf } from "./request-context.js";

/** How long a refused client may go on sending before its connection is cut. */
const LINGER_MS = 2_000;

/**
 * Answers errors as problem+json (RFC 9457): the last handler of an app. Errors of the server are logged with the request's id, and
 * nothing of them reaches the client.
 */
export const problemHandler: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  const context = contextOf(req, res);
  const answer = problemAnswer(error, req, context);
  // An answer that has begun can't be taken back; a connection that ends too early tells the client.
  if (res.headersSent) res.destroy();
  else sendAnswer(res, answer);
  if (!req.complete) discardRest(req);
  if (isFailure(answer)) context.settings.logger(error, { requestId: context.requestId, method: req.method, path: pathOf(req.originalUrl) });
};

/**
 * Reads on without keeping anything, for a while: a client that is still sending would lose the answer to a connection reset
 * (RFC 9112 section 9.6), and one that never ends must not hold the connection.
 */
function discardRest(req: Request): void {
  const cut = setTimeout(() => req.destroy(), LINGER_MS);
  req.once("close", () => clearTimeout(cut));
  req.resume();
}

/** Answers what nothing else has answered: 404. Mount it after all routes. */
export const notFound: RequestHandler = (req, _res, next) => {
  next(new SpecstarError("ROUTE_NOT_FOUND", `Nothing is served at ${pathOf(req.originalUrl)}.`));
};

/** Whether the server failed, rather than lacking a part that nobody installed, or having enough to do: then it says when to come back. */
function isFailure({ status, headers }: Answer): boolean {
  return status >= 500 && status !== 501 && headers["Retry-After"] === undefined;
}
