import type { Attributes, Context, ProxyTracerProvider, Span, Tracer, TracerProvider } from "@opentelemetry/api";
import { readVersion } from "../metrics/build-info.js";
import { loadOpenTelemetry, type OpenTelemetryApi } from "./load-api.js";

/** What a span is said to be; the numbers are OpenTelemetry's. */
export const SPAN_KIND = { internal: 0, server: 1, client: 2, consumer: 4 } as const;

/** What spans are said to come from. */
const NAME = "@specstar/runtime";

/** OpenTelemetry's number for the status of what failed. */
const STATUS_ERROR = 2;

export interface SpanFacts {
  readonly name: string;
  readonly kind: (typeof SPAN_KIND)[keyof typeof SPAN_KIND];
  readonly attributes: Attributes;
}

/** A span that has begun. */
export interface OpenSpan {
  /** Whether anybody will see it: attributes are not worth making otherwise. */
  readonly isRecording: boolean;
  rename(name: string): void;
  set(attributes: Attributes): void;
  /** Says that what it stands for failed, and why in one word. */
  fail(type: string, message?: string): void;
  end(): void;
  /** Runs something whose spans are children of this one. */
  run<Result>(run: () => Result): Result;
}

/** Carriers of incoming trace context: the headers of a request. */
export type Carrier = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Spans through OpenTelemetry's API alone. What becomes of them is decided by the SDK that the process registers, whenever it does;
 * without one nothing is done. Which span is the parent of which is kept by the SDK's context manager.
 */
export class Tracing {
  readonly #api: OpenTelemetryApi | null;
  readonly #version = readVersion();
  #tracer: Tracer | undefined;

  constructor(api: OpenTelemetryApi | null = loadOpenTelemetry()) {
    this.#api = api;
  }

  /** Begins a span below the one that is active, or below that of a caller elsewhere; undefined while nobody collects any. */
  begin(toFacts: () => SpanFacts, caller?: Carrier): OpenSpan | undefined {
    const tracer = this.#findTracer();
    if (this.#api === null || tracer === undefined) return undefined;
    const { context, propagation, trace } = this.#api;
    const active = context.active();
    const parent = caller === undefined ? active : propagation.extract(active, caller);
    const facts = toFacts();
    const span = tracer.startSpan(facts.name, { kind: facts.kind, attributes: facts.attributes }, parent);
    return toOpenSpan(span, this.#api, trace.setSpan(parent, span));
  }

  /** Asked for anew until there is one: an SDK may be registered late. */
  #findTracer(): Tracer | undefined {
    if (this.#tracer !== undefined || this.#api === null) return this.#tracer;
    const provider = this.#api.trace.getTracerProvider();
    this.#tracer = isProxy(provider) ? provider.getDelegateTracer(NAME, this.#version) : provider.getTracer(NAME, this.#version);
    return this.#tracer;
  }
}

/** What stands for the SDK until there is one. */
function isProxy(provider: TracerProvider): provider is ProxyTracerProvider {
  return "getDelegateTracer" in provider;
}

function toOpenSpan(span: Span, { context }: OpenTelemetryApi, within: Context): OpenSpan {
  return {
    isRecording: span.isRecording(),
    rename: (name) => void span.updateName(name),
    set: (attributes) => void span.setAttributes(attributes),
    fail: (type, message) => {
      span.setAttribute("error.type", type);
      span.setStatus(message === undefined ? { code: STATUS_ERROR } : { code: STATUS_ERROR, message });
    },
    end: () => span.end(),
    run: (run) => context.with(within, run),
  };
}
