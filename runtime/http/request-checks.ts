import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createHttpProblem } from "./problem.js";
import { toRequestId } from "./request-context.js";

/** Refuses a request of HTTP/1.1 without Host (RFC 9112 section 3.2), as Node would, but as a problem. */
export function requireHost(listener: RequestListener): RequestListener {
  return (req, res) => {
    if (req.headers.host === undefined && req.httpVersion === "1.1") refuse(req, res, [400, "The request has no Host header."]);
    else listener(req, res);
  };
}

/** Refuses an expectation that the server doesn't know (RFC 9110 section 10.1.1). Listens to `checkExpectation`. */
export function refuseExpectation(req: IncomingMessage, res: ServerResponse): void {
  refuse(req, res, [417, `The only expectation that can be met is "100-continue".`]);
}

function refuse(req: IncomingMessage, res: ServerResponse, [status, detail]: readonly [status: number, detail: string]): void {
  const requestId = toRequestId(req.headers["x-request-id"]);
  const body = JSON.stringify(createHttpProblem(status, detail, requestId));
  const headers = { "Content-Type": "application/problem+json", "X-Request-Id": requestId, "X-Content-Type-Options": "nosniff" };
  res.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body), "Cache-Control": "no-store", Connection: "close" });
  res.end(body);
}
