import type { Request } from "express";
import { SpecstarError } from "../core/errors.js";
import type { Answer } from "./answer.js";
import { parseEntityTags } from "./entity-tags.js";
import { ACCEPT_PATCH } from "./patch-type.js";
import { toProblem, type ProblemDetails } from "./problem.js";
import type { RequestContext } from "./request-context.js";

/** When to ask again for what is still running, and to watch where others do, in seconds. */
const RETRY_AFTER: Readonly<Record<string, string>> = { IDEMPOTENCY_KEY_IN_USE: "1", TOO_MANY_WATCHERS: "5" };

/** What a problem tells of a request. */
type Told = Pick<Request, "method" | "headers" | "originalUrl">;

/** Whatever was thrown, as a problem (RFC 9457) that answers a request. */
export function problemAnswer(error: unknown, req: Told, { requestId, isConditional }: RequestContext): Answer {
  const problem = toProblem(toKnownError(error, req), requestId, isConditional);
  return { status: problem.status, headers: toHeaders(problem, req), body: JSON.stringify(withHint(problem, req.headers["if-match"])) };
}

/** The path of a URL, without its query. */
export function pathOf(url: string): string {
  const mark = url.indexOf("?");
  return mark === -1 ? url : url.slice(0, mark);
}

/** A path that the router could not decode names nothing. */
function toKnownError(error: unknown, { originalUrl }: Told): unknown {
  if (!(error instanceof URIError) || !("status" in error)) return error;
  return new SpecstarError("ROUTE_NOT_FOUND", `The path ${pathOf(originalUrl)} is badly percent-encoded (RFC 3986 section 2.1).`);
}

function toHeaders({ status, code }: ProblemDetails, { method }: Told): Record<string, string> {
  const retryAfter = RETRY_AFTER[code];
  return {
    "Content-Type": "application/problem+json",
    "Cache-Control": "no-store",
    ...(status === 415 && method === "PATCH" ? { "Accept-Patch": ACCEPT_PATCH } : {}),
    ...(retryAfter === undefined ? {} : { "Retry-After": retryAfter }),
  };
}

function withHint(problem: ProblemDetails, ifMatch: string | undefined): ProblemDetails {
  if (problem.status !== 412 || ifMatch === undefined || parseEntityTags(ifMatch).wellFormed) return problem;
  return { ...problem, detail: `${problem.detail} If-Match must list ETags as they were sent, in double quotes.` };
}
