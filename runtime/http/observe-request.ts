import type { Request, Response } from "express";
import { currentRoute } from "./route-template.js";
import { pathOf } from "./problem-answer.js";
import { requestLine } from "./request-line.js";
import type { RequestContext } from "./request-context.js";
import { serverSpan, endServerSpan } from "./server-span.js";
import { withinRequest, type Telemetry } from "../telemetry/index.js";

/** A request on its way through the app. */
export interface ObservedRequest {
  readonly req: Request;
  readonly res: Response;
  readonly context: RequestContext;
  /** Of the routes at its path; undefined where they are of none, or of several. */
  readonly model: string | undefined;
}

/** How it ended. */
export interface RequestOutcome {
  /** `/issues/:id`, with the path that the app is mounted at; undefined when no route took it. */
  readonly route: string | undefined;
  /** The path that was asked for, without its query. */
  readonly path: string;
  /** Undefined when the connection ended before the answer. */
  readonly status: number | undefined;
  readonly durationMs: number;
}

/** What stands for a route, and for a status, where there is none. */
const NONE = "none";

/** Counts, times, logs and traces a request, from now to the end of its answer. */
export function observeRequest(telemetry: Telemetry, observed: ObservedRequest, run: () => void): void {
  const { req, res, context } = observed;
  const { instruments, tracing } = telemetry;
  const start = performance.now();
  const mountedAt = req.baseUrl;
  const path = pathOf(req.originalUrl);
  const span = serverSpan(tracing, req, path);
  const inFlight = instruments.requestsInFlight.with();
  inFlight.add(1);
  res.once("close", () => {
    inFlight.add(-1);
    const route = currentRoute(req, mountedAt);
    const status = res.writableFinished ? res.statusCode : undefined;
    const outcome = { route, path, status, durationMs: performance.now() - start };
    count(telemetry, req.method, outcome);
    endServerSpan(span, req.method, outcome);
    requestLine(telemetry.log, observed, outcome);
  });
  withinRequest({ requestId: context.requestId }, () => (span === undefined ? run() : span.run(run)));
}

/** Node's parser knows all methods that get here: there are no more than three dozen. */
function count({ instruments }: Telemetry, method: string, { route = NONE, status, durationMs }: RequestOutcome): void {
  instruments.requests.with(method, route, status === undefined ? NONE : String(status)).add();
  instruments.requestDuration.with(method, route).observe(durationMs / 1_000);
}
