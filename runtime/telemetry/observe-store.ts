import type { Storage } from "../stores/storage.js";
import { describeError } from "./log/describe-error.js";
import type { Log } from "./log/log.js";
import type { AroundCall } from "./observe-calls.js";
import { currentRequestId } from "./request-scope.js";
import { round } from "./round.js";
import type { Telemetry } from "./telemetry.js";
import { SPAN_KIND, type OpenSpan, type SpanFacts } from "./tracing/tracing.js";
import { watchOutcome, type Ended, type Failure } from "./watch-outcome.js";

/** One of the stores of a storage, as metrics and spans name it. */
export interface ObservedStore {
  readonly store: "meta" | "revisions" | "blobs";
  /** The database that it is, where that is known. */
  readonly dialect: NonNullable<Storage["migrations"]>["dialect"] | undefined;
}

/** As OpenTelemetry's conventions for database spans name them. */
const SYSTEMS = { sqlite: "sqlite", postgres: "postgresql" } as const;

/** Times the calls of a store, counts and logs those that fail, and makes a span of each. */
export function aroundStore(telemetry: Telemetry, target: ObservedStore): AroundCall {
  const { instruments, tracing } = telemetry;
  return (method, args, run) => {
    const span = tracing.begin(() => toSpan(target, method, args));
    const start = performance.now();
    let isOver = false;
    const ended: Ended = (failure) => {
      const durationMs = performance.now() - start;
      if (failure !== null) instruments.storeErrors.with(target.store, method).add();
      note(telemetry.log, { store: target.store, method, durationMs }, failure);
      // What fails after that is a stream that the call has brought.
      if (isOver) return;
      isOver = true;
      instruments.storeDuration.with(target.store, method).observe(durationMs / 1_000);
      endSpan(span, failure);
    };
    const watched = (): unknown => watchOutcome(run, ended);
    return span === undefined ? watched() : span.run(watched);
  };
}

/** The caller tells of the failure too, with its stack: this line says where it began, and tells of calls that nobody waits for. */
function note(log: Log, { store, method, durationMs }: { store: string; method: string; durationMs: number }, failure: Failure): void {
  if (failure === null && !log.has("debug")) return;
  const fields = { requestId: currentRequestId(), store, method, durationMs: round(durationMs) };
  if (failure === null) {
    log.write("debug", `${store}.${method}`, fields);
    return;
  }
  const { name, message, code } = describeError(failure.error);
  log.write("warn", `The ${store} store failed`, { ...fields, code: code ?? name, reason: message });
}

/** What a driver says can hold values of the data: a span gets the kind of the failure alone. */
function endSpan(span: OpenSpan | undefined, failure: Failure): void {
  if (span === undefined) return;
  if (failure !== null) {
    const { name, code } = describeError(failure.error);
    span.fail(code ?? name);
  }
  span.end();
}

function toSpan({ store, dialect }: ObservedStore, method: string, args: readonly unknown[]): SpanFacts {
  const table = tableOf(args[0]);
  const attributes = {
    "specstar.store": store,
    "db.operation.name": method,
    ...(dialect !== undefined && { "db.system.name": SYSTEMS[dialect] }),
    ...(table !== undefined && { "db.collection.name": table }),
  };
  return { name: `${store}.${method}`, kind: SPAN_KIND.client, attributes };
}

/** Most methods of a meta store take the index of a model first. */
function tableOf(argument: unknown): string | undefined {
  if (typeof argument !== "object" || argument === null || !("table" in argument)) return undefined;
  return typeof argument.table === "string" ? argument.table : undefined;
}
