import { buildInfo } from "./build-info.js";
import type { Counter } from "./counter.js";
import type { Family } from "./family.js";
import type { Gauge } from "./gauge.js";
import { JOB_BUCKETS, type Histogram } from "./histogram.js";
import { JobGauges } from "./job-gauges.js";
import { processMetrics } from "./process-metrics.js";
import { Registry } from "./registry.js";

/** Everything that is counted and timed. Labels come from models, routes and code, never from a caller: their values are few. */
export interface Instruments {
  /** All of it in the Prometheus text format. */
  encode(): string;
  readonly operationDuration: Family<Histogram>;
  readonly operationErrors: Family<Counter>;
  readonly changes: Family<Counter>;
  readonly commits: Family<Counter>;
  readonly storeDuration: Family<Histogram>;
  readonly storeErrors: Family<Counter>;
  readonly requests: Family<Counter>;
  readonly requestDuration: Family<Histogram>;
  readonly requestsInFlight: Family<Gauge>;
  readonly jobAttempts: Family<Counter>;
  readonly jobAttemptDuration: Family<Histogram>;
  readonly jobLosses: Family<Counter>;
  /** Of those that have not ended. */
  readonly jobs: JobGauges;
}

/** Declares the metrics. One of each for a process: Prometheus takes a second one under the same name for a mistake. */
export function createInstruments(): Instruments {
  const registry = new Registry();
  registry.collected(buildInfo());
  const instruments = { ...requestInstruments(registry), ...operationInstruments(registry), ...storeInstruments(registry), ...jobInstruments(registry) };
  for (const metric of processMetrics()) registry.collected(metric);
  return { ...instruments, encode: () => registry.encode() };
}

function requestInstruments(registry: Registry): Pick<Instruments, "requests" | "requestDuration" | "requestsInFlight"> {
  return {
    requests: registry.counter({
      name: "specstar_http_requests_total",
      help: "Requests that are over, by the template of their route.",
      labels: ["method", "route", "status"],
    }),
    requestDuration: registry.histogram({
      name: "specstar_http_request_duration_seconds",
      help: "From the arrival of a request's headers to the end of its answer.",
      labels: ["method", "route"],
    }),
    requestsInFlight: registry.gauge({ name: "specstar_http_requests_in_flight", help: "Requests that are at work.", labels: [] }),
  };
}

function operationInstruments(registry: Registry): Pick<Instruments, "operationDuration" | "operationErrors" | "changes"> {
  return {
    operationDuration: registry.histogram({
      name: "specstar_operation_duration_seconds",
      help: "Time of operations on resources, from validation to commit; of those that failed as well.",
      labels: ["model", "operation"],
    }),
    operationErrors: registry.counter({
      name: "specstar_operation_errors_total",
      help: "Operations on resources that failed, by the code of their error.",
      labels: ["model", "operation", "code"],
    }),
    changes: registry.counter({ name: "specstar_changes_total", help: "Rows of the change log that were committed.", labels: ["model", "op"] }),
  };
}

function storeInstruments(registry: Registry): Pick<Instruments, "commits" | "storeDuration" | "storeErrors"> {
  return {
    commits: registry.counter({
      name: "specstar_commits_total",
      help: "Units of writes that the meta store decided on, by how they ended.",
      labels: ["outcome"],
    }),
    storeDuration: registry.histogram({
      name: "specstar_store_call_duration_seconds",
      help: "Time of calls of the stores; of those that failed as well.",
      labels: ["store", "method"],
    }),
    storeErrors: registry.counter({ name: "specstar_store_call_errors_total", help: "Calls of the stores that failed.", labels: ["store", "method"] }),
  };
}

function jobInstruments(registry: Registry): Pick<Instruments, "jobs" | "jobAttempts" | "jobAttemptDuration" | "jobLosses"> {
  const jobs = new JobGauges();
  for (const metric of jobs.metrics) registry.collected(metric);
  return {
    jobs,
    jobAttempts: registry.counter({
      name: "specstar_job_attempts_total",
      help: "Attempts of jobs that were handed in here, by what became of them.",
      labels: ["model", "outcome"],
    }),
    jobAttemptDuration: registry.histogram(
      { name: "specstar_job_attempt_duration_seconds", help: "From the taking of a job to the handing in of the attempt.", labels: ["model"] },
      JOB_BUCKETS,
    ),
    jobLosses: registry.counter({
      name: "specstar_job_losses_total",
      help: "Jobs that were taken over here because their worker had given no sign of life for too long.",
      labels: ["model"],
    }),
  };
}
