import type { Observer } from "../core/observer.js";
import { codeOf, isFailure } from "./is-failure.js";
import { observeJobs } from "./observe-jobs.js";
import { observeCalls } from "./observe-calls.js";
import { round } from "./round.js";
import { currentRequestId } from "./request-scope.js";
import type { Telemetry } from "./telemetry.js";
import { SPAN_KIND, type OpenSpan, type SpanFacts } from "./tracing/tracing.js";
import type { Failure } from "./watch-outcome.js";

interface Operation {
  readonly model: string;
  readonly operation: string;
  readonly resourceId: string | undefined;
}

/** Stands for the models of a changeset, which can be several. */
const ANY_MODEL = "*";

/** Operations whose first argument is no resource's id. */
const WITHOUT_ID: ReadonlySet<string> = new Set(["create", "bulk", "search", "searchFacts", "count"]);

/** Times the operations of managers, counts those that fail by the code of the error, and makes a span of each. */
export function createObserver(telemetry: Telemetry): Observer {
  return {
    observe: (model, resources) =>
      observeCalls(resources, (operation, args, run) => {
        const [id] = args;
        const resourceId = typeof id === "string" && !WITHOUT_ID.has(operation) ? id : undefined;
        return aroundOperation(telemetry, { model, operation, resourceId }, async () => run());
      }),
    changeset: (run) => aroundOperation(telemetry, { model: ANY_MODEL, operation: "changeset", resourceId: undefined }, run),
    jobs: observeJobs(telemetry),
  };
}

async function aroundOperation<Result>(telemetry: Telemetry, operation: Operation, run: () => Promise<Result>): Promise<Result> {
  const span = telemetry.tracing.begin(() => toSpan(operation));
  const start = performance.now();
  let failure: Failure = null;
  try {
    return await (span === undefined ? run() : span.run(run));
  } catch (error) {
    failure = { error };
    throw error;
  } finally {
    note(telemetry, operation, { failure, durationMs: performance.now() - start });
    if (failure !== null) failSpan(span, failure.error);
    span?.end();
  }
}

function note({ instruments, log }: Telemetry, { model, operation, resourceId }: Operation, outcome: { failure: Failure; durationMs: number }): void {
  const { failure, durationMs } = outcome;
  instruments.operationDuration.with(model, operation).observe(durationMs / 1_000);
  const code = failure === null ? undefined : codeOf(failure.error);
  if (code !== undefined) instruments.operationErrors.with(model, operation, code).add();
  if (!log.has("debug")) return;
  log.write("debug", `${operation} ${model}`, { requestId: currentRequestId(), model, operation, resourceId, code, durationMs: round(durationMs) });
}

function toSpan({ model, operation, resourceId }: Operation): SpanFacts {
  const attributes = { "specstar.model": model, "specstar.operation": operation, ...(resourceId !== undefined && { "specstar.resource_id": resourceId }) };
  return { name: `${operation} ${model}`, kind: SPAN_KIND.internal, attributes };
}

/** A refusal is an answer, not a failure: it has its code and no status. */
function failSpan(span: OpenSpan | undefined, error: unknown): void {
  if (span === undefined) return;
  if (isFailure(error)) span.fail(codeOf(error));
  else span.set({ "error.type": codeOf(error) });
}
