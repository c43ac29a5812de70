import type { Request } from "express";
import { SPAN_KIND, type OpenSpan, type SpanFacts, type Tracing } from "../telemetry/tracing/tracing.js";
import type { RequestOutcome } from "./observe-request.js";

/** The methods that a span may name (RFC 9110, RFC 5789); others are `_OTHER`, as the conventions want it. */
const METHODS: ReadonlySet<string> = new Set(["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"]);

/**
 * Begins the span of a request, below the one that its headers name (W3C Trace Context, or what the process's propagator reads). Its
 * attributes are those of https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server-span, without the query, which may
 * hold secrets. Undefined while nobody collects spans.
 */
export function serverSpan(tracing: Tracing, req: Request, path: string): OpenSpan | undefined {
  return tracing.begin(() => toFacts(req, path), req.headers);
}

function toFacts(req: Request, path: string): SpanFacts {
  const { method, headers, httpVersion, socket } = req;
  const isKnown = METHODS.has(method);
  const attributes = {
    "http.request.method": isKnown ? method : "_OTHER",
    ...(!isKnown && { "http.request.method_original": method }),
    "url.path": path,
    "url.scheme": "encrypted" in socket && socket.encrypted === true ? "https" : "http",
    "network.protocol.version": httpVersion,
    ...addressOf(headers.host),
    ...(socket.remoteAddress !== undefined && { "client.address": socket.remoteAddress }),
    ...(headers["user-agent"] !== undefined && { "user_agent.original": headers["user-agent"] }),
  };
  return { name: spanName(method), kind: SPAN_KIND.server, attributes };
}

/** Of the Host header: `[::1]:3000`. */
function addressOf(host: string | undefined): Record<string, string | number> {
  const parts = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(host ?? "");
  if (parts?.[1] === undefined) return {};
  return { "server.address": parts[1], ...(parts[2] !== undefined && { "server.port": Number(parts[2]) }) };
}

/** Ends the span of a request. The client's faults are none of the server's: only 5xx is an error, and an answer that was cut off. */
export function endServerSpan(span: OpenSpan | undefined, method: string, { route, status }: RequestOutcome): void {
  if (span === undefined) return;
  span.rename(spanName(method, route));
  if (route !== undefined) span.set({ "http.route": route });
  if (status !== undefined) span.set({ "http.response.status_code": status });
  if (status === undefined) span.fail("aborted");
  else if (status >= 500) span.fail(String(status));
  span.end();
}

function spanName(method: string, route?: string): string {
  const name = METHODS.has(method) ? method : "HTTP";
  return route === undefined ? name : `${name} ${route}`;
}
