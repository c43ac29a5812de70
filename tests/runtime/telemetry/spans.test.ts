import { AsyncLocalStorage } from "node:async_hooks";
import { context, propagation, ROOT_CONTEXT, trace, type Context, type ContextManager, type TextMapPropagator } from "@opentelemetry/api";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from "@opentelemetry/sdk-trace-base";
import { memoryStorage } from "@specstar/runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { call } from "../http/issue-server.js";
import { startObserved, type ObservedServer } from "./observed-server.js";

/** What the SDK for Node registers: which context is active, by the asynchronous calls that lead here. */
class CallContexts implements ContextManager {
  readonly #active = new AsyncLocalStorage<Context>();
  active = (): Context => this.#active.getStore() ?? ROOT_CONTEXT;
  with: ContextManager["with"] = (active, run, self, ...args) => this.#active.run(active, () => run.apply(self, args));
  bind: ContextManager["bind"] = (_, target) => target;
  enable = (): this => this;
  disable = (): this => this;
}

/** W3C Trace Context, as far as a request needs it: https://www.w3.org/TR/trace-context/#traceparent-header */
const traceparent: TextMapPropagator = {
  inject: () => undefined,
  fields: () => ["traceparent"],
  extract: (active, carrier, { get }) => {
    const [, traceId = "", spanId = ""] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/.exec(String(get(carrier, "traceparent"))) ?? [];
    return traceId === "" ? active : trace.setSpanContext(active, { traceId, spanId, traceFlags: 1, isRemote: true });
  },
};

const exporter = new InMemorySpanExporter();
const storage = memoryStorage();
let server: ObservedServer;

beforeAll(async () => {
  server = await startObserved({ storage });
  await fetch(`${server.url}/issues`);
  // From here on somebody collects them.
  context.setGlobalContextManager(new CallContexts());
  propagation.setGlobalPropagator(traceparent);
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }));
});
beforeEach(() => exporter.reset());
afterAll(() => {
  for (const api of [trace, context, propagation]) api.disable();
});

async function spansOf(serverSpan: string): Promise<ReadableSpan[]> {
  for (let i = 0; i < 500 && !exporter.getFinishedSpans().some(({ name }) => name === serverSpan); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  return exporter.getFinishedSpans();
}

function named(spans: readonly ReadableSpan[], name: string): ReadableSpan {
  const span = spans.find((candidate) => candidate.name === name);
  if (span === undefined) throw new Error(`No ${name} among ${spans.map((candidate) => candidate.name).join(", ")}`);
  return span;
}

describe("spans", () => {
  it("lead from the caller through the request and the operation to the stores", async () => {
    const caller = { traceId: "0af7651916cd43dd8448eb211c80319c", spanId: "b7ad6b7169203331" };
    await call(`${server.url}/issues?reason=secret`, "POST", { body: { title: "x" }, headers: { traceparent: `00-${caller.traceId}-${caller.spanId}-01` } });
    const spans = await spansOf("POST /issues");
    const [request, operation, commit] = ["POST /issues", "create issue", "meta.commit"].map((name) => named(spans, name));
    expect(request?.parentSpanContext).toMatchObject(caller);
    expect(operation?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
    expect(commit?.parentSpanContext?.spanId).toBe(operation?.spanContext().spanId);
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([caller.traceId]));
    expect(request).toMatchObject({ kind: 1, status: { code: 0 } });
    expect(request?.attributes).toMatchObject({ "http.request.method": "POST", "http.route": "/issues", "http.response.status_code": 201, "url.path": "/issues", "url.scheme": "http", "server.address": "127.0.0.1", "network.protocol.version": "1.1" });
    expect(operation?.attributes).toEqual({ "specstar.model": "issue", "specstar.operation": "create" });
    expect(commit?.attributes).toMatchObject({ "specstar.store": "meta", "db.operation.name": "commit" });
    expect(JSON.stringify(spans.map(({ attributes, name }) => [attributes, name]))).not.toContain("secret");
  });

  it("take a refusal for an answer, and a failure for an error", async () => {
    await call(`${server.url}/issues/issue:nothing`);
    const refused = await spansOf("GET /issues/:id");
    expect(named(refused, "GET /issues/:id").status.code).toBe(0);
    expect(named(refused, "get issue")).toMatchObject({ status: { code: 0 }, attributes: { "error.type": "RESOURCE_NOT_FOUND" } });
    exporter.reset();
    const { readRevision } = storage.meta;
    storage.meta.readRevision = () => Promise.reject(new Error("down"));
    await call(`${server.url}/issues/issue:nothing`);
    storage.meta.readRevision = readRevision;
    const failed = await spansOf("GET /issues/:id");
    for (const name of ["GET /issues/:id", "get issue", "meta.readRevision"]) expect(named(failed, name).status.code, name).toBe(2);
    expect(named(failed, "GET /issues/:id").attributes).toMatchObject({ "error.type": "500" });
  });
});
