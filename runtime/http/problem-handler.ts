import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { SpecstarError } from "../core/errors.js";
import { conditionsOf } from "./conditions.js";
import { parseEntityTags } from "./entity-tags.js";
import { toProblem, type ProblemDetails } from "./problem.js";
import { contextOf } from "./request-context.js";

/** How long a refused client may go on sending before its connection is cut. */
const LINGER_MS = 2_000;

/**
 * Answers errors as problem+json (RFC 9457): the last handler of an app. Errors of the server are logged with the request's id, and
 * nothing of them reaches the client.
 */
export const problemHandler: ErrorRequestHandler = (error: unknown, req, res, _next) => {
  const { requestId, settings } = contextOf(req, res);
  const problem = toProblem(toKnownError(error, req), requestId, conditionsOf(req.headers) !== undefined);
  // An answer that has begun can't be taken back; a connection that ends too early tells the client.
  if (res.headersSent) res.destroy();
  else sendProblem(req, res, problem);
  if (!req.complete) discardRest(req);
  if (isFailure(problem)) settings.logger(error, { requestId, method: req.method, path: pathOf(req.originalUrl) });
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

/** Whether the server failed, rather than lacking a part that nobody installed. */
function isFailure({ status }: ProblemDetails): boolean {
  return status >= 500 && status !== 501;
}

/** Sends a problem with the headers that go with it. */
export function sendProblem(req: Request, res: Response, problem: ProblemDetails): void {
  const body = JSON.stringify(withHint(problem, req.headers["if-match"]));
  res.statusCode = problem.status;
  res.setHeader("Content-Type", "application/problem+json");
  res.setHeader("Content-Length", Buffer.byteLength(body));
  res.setHeader("Cache-Control", "no-store");
  res.end(body);
}

/** A path that the router could not decode names nothing. */
function toKnownError(error: unknown, req: Request): unknown {
  if (!(error instanceof URIError) || !("status" in error)) return error;
  return new SpecstarError("ROUTE_NOT_FOUND", `The path ${pathOf(req.originalUrl)} is badly percent-encoded (RFC 3986 section 2.1).`);
}

function withHint(problem: ProblemDetails, ifMatch: string | undefined): ProblemDetails {
  if (problem.status !== 412 || ifMatch === undefined || parseEntityTags(ifMatch).wellFormed) return problem;
  return { ...problem, detail: `${problem.detail} If-Match must list ETags as they were sent, in double quotes.` };
}

function pathOf(url: string): string {
  const mark = url.indexOf("?");
  return mark === -1 ? url : url.slice(0, mark);
}
