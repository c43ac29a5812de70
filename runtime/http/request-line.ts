import type { Log } from "../telemetry/index.js";
import type { ObservedRequest, RequestOutcome } from "./observe-request.js";
import { partOf } from "./route-template.js";

/** What asks all the time whether all is well; its lines are told only where everything is. */
const PROBES = /\/(?:livez|readyz|metrics)$/;

/** A caller decides on what it sends: a line must not grow with it. */
const LONGEST_TEXT = 200;

/** The line of the log that every request gets when it is over. It has no query, no headers and no bodies, which may hold secrets. */
export function requestLine(log: Log, observed: ObservedRequest, outcome: RequestOutcome): void {
  const { req, context, model } = observed;
  const { route, path, status, durationMs } = outcome;
  const level = levelOf(outcome);
  if (!log.has(level)) return;
  log.write(level, `${req.method} ${route ?? "(no route)"} ${status ?? "(cut off)"}`, {
    requestId: context.requestId,
    method: req.method,
    route: route ?? null,
    path: route === undefined ? cut(path) : undefined,
    status: status ?? null,
    durationMs: Math.round(durationMs * 1_000) / 1_000,
    model,
    resourceId: resourceIdOf(observed, outcome),
    actor: context.actor === undefined ? undefined : cut(context.actor),
  });
}

function levelOf({ path, status = 499 }: RequestOutcome): "debug" | "info" | "warn" | "error" {
  if (status >= 500) return status === 501 || status === 503 ? "warn" : "error";
  return status < 400 && PROBES.test(path) ? "debug" : "info";
}

/** The one in the path; of a new resource, the one in the answer's Location. */
function resourceIdOf({ res, model }: ObservedRequest, { route, path, status }: RequestOutcome): string | undefined {
  if (model === undefined || route === undefined) return undefined;
  const location = status === 201 ? res.getHeader("Location") : undefined;
  const id = typeof location === "string" ? location.slice(location.lastIndexOf("/") + 1) : partOf(path, route, "id");
  return id === undefined ? undefined : cut(decode(id));
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function cut(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT)}…`;
}
