import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { Collected } from "./registry.js";

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

/**
 * What Node tells of the process. The names are those that Prometheus' client libraries share, so that the usual dashboards find
 * them: https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics.
 */
export function processMetrics(): Collected[] {
  return [
    counter("process_cpu_user_seconds_total", "CPU time in user mode, in seconds.", () => process.cpuUsage().user / MICROSECONDS),
    counter("process_cpu_system_seconds_total", "CPU time in the kernel, in seconds.", () => process.cpuUsage().system / MICROSECONDS),
    counter("process_cpu_seconds_total", "CPU time in user mode and in the kernel, in seconds.", cpuSeconds),
    gauge("process_start_time_seconds", "When the process was started, in seconds since 1970.", () => performance.timeOrigin / 1_000),
    gauge("process_resident_memory_bytes", "Memory of the process that is in RAM.", () => process.memoryUsage.rss()),
    gauge("nodejs_heap_size_total_bytes", "Size of the JavaScript heap.", () => process.memoryUsage().heapTotal),
    gauge("nodejs_heap_size_used_bytes", "What of the JavaScript heap is in use.", () => process.memoryUsage().heapUsed),
    gauge("nodejs_external_memory_bytes", "Memory of buffers and other things outside the heap.", () => process.memoryUsage().external),
    counter(
      "nodejs_eventloop_active_seconds_total",
      "Time in which the event loop was not idle, in seconds: its rate is the share of one core that is left to nobody else.",
      () => performance.eventLoopUtilization().active / 1_000,
    ),
    ...eventLoopLag(),
  ];
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / MICROSECONDS;
}

/** How often the event loop is looked at, in milliseconds. */
const RESOLUTION = 10;

/** How long what was due had to wait. Each scrape begins a new measurement, so that a bad minute is not told for ever. */
function eventLoopLag(): Collected[] {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
  delay.enable();
  return [
    gauge("nodejs_eventloop_lag_mean_seconds", "Mean delay of the event loop since the last scrape.", () => toLag(delay.mean)),
    gauge("nodejs_eventloop_lag_p50_seconds", "Median delay of the event loop since the last scrape.", () => toLag(delay.percentile(50))),
    gauge("nodejs_eventloop_lag_p99_seconds", "What one in a hundred delays of the event loop exceeded since the last scrape.", () => toLag(delay.percentile(99))),
    gauge("nodejs_eventloop_lag_max_seconds", "Longest delay of the event loop since the last scrape.", () => {
      const lag = toLag(delay.max);
      delay.reset();
      return lag;
    }),
  ];
}

/** Node measures from one look to the next: what is beyond the time between them is the delay. Without any look there is no number. */
function toLag(nanoseconds: number): number {
  return Number.isFinite(nanoseconds) ? Math.max(nanoseconds / NANOSECONDS - RESOLUTION / 1_000, 0) : 0;
}

function counter(name: string, help: string, read: () => number): Collected {
  return { type: "counter", facts: { name, help, labels: [] }, collect: () => [{ values: [], value: read() }] };
}

function gauge(name: string, help: string, read: () => number): Collected {
  return { type: "gauge", facts: { name, help, labels: [] }, collect: () => [{ values: [], value: read() }] };
}
