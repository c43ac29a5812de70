import type { AttemptFacts, JobObserver, ObservedJob } from "../core/observer.js";
import { round } from "./round.js";
import type { Telemetry } from "./telemetry.js";
import { SPAN_KIND, type SpanFacts } from "./tracing/tracing.js";

/** Counts and times the attempts of jobs, writes a line of each, and makes a span of each handler's run. */
export function observeJobs(telemetry: Telemetry): JobObserver {
  const { instruments, log } = telemetry;
  return {
    watch: (model, count) => instruments.jobs.watch(model, count),
    attempt: (job, run) => aroundHandler(telemetry, job, run),
    ended: (job, end) => note(telemetry, job, end),
    lost(model, resourceId) {
      instruments.jobLosses.with(model).add();
      log.write("warn", "A job has lost its worker", { model, resourceId });
    },
  };
}

/** What it failed with can hold values of the data: the span says only that it did. */
async function aroundHandler<End extends { readonly kind: string }>({ tracing }: Telemetry, job: ObservedJob, run: () => Promise<End>): Promise<End> {
  const span = tracing.begin(() => toSpan(job));
  if (span === undefined) return run();
  const end = await span.run(run);
  if (end.kind === "failed") span.fail("failed");
  span.end();
  return end;
}

const FAILURES: ReadonlySet<AttemptFacts["outcome"]> = new Set(["failed", "retried", "lost"]);

function note({ instruments, log }: Telemetry, { model, resourceId, attempt }: ObservedJob, { outcome, error, durationMs }: AttemptFacts): void {
  instruments.jobAttempts.with(model, outcome).add();
  instruments.jobAttemptDuration.with(model).observe(durationMs / 1_000);
  const level = FAILURES.has(outcome) ? "warn" : "info";
  if (!log.has(level)) return;
  log.write(level, `job ${model} ${outcome}`, { model, resourceId, attempt, outcome, durationMs: round(durationMs), reason: error ?? undefined });
}

function toSpan({ model, resourceId, attempt }: ObservedJob): SpanFacts {
  const attributes = { "specstar.model": model, "specstar.resource_id": resourceId, "specstar.job.attempt": attempt };
  return { name: `job ${model}`, kind: SPAN_KIND.consumer, attributes };
}
