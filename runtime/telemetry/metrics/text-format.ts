import type { MetricFacts, MetricType } from "./family.js";

/** What a scrape is sent as (Prometheus text format, version 0.0.4). */
export const TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

/** One line of a metric: `name{label="value"} 1`. */
export interface Sample {
  /** Behind the metric's own name: `_bucket`. */
  readonly suffix: string;
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly value: number;
}

/**
 * A metric with its samples, each on a line of its own, as
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format has it.
 */
export function encodeMetric(type: MetricType, { name, help }: MetricFacts, samples: readonly Sample[]): string {
  const lines = samples.map(({ suffix, labels, value }) => `${name}${suffix}${encodeLabels(labels)} ${encodeNumber(value)}\n`);
  return `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function encodeLabels(labels: Sample["labels"]): string {
  if (labels.length === 0) return "";
  return `{${labels.map(([name, value]) => `${name}="${escapeValue(value)}"`).join(",")}}`;
}

/** As Go's ParseFloat reads it. */
export function encodeNumber(value: number): string {
  if (value === Infinity) return "+Inf";
  return value === -Infinity ? "-Inf" : String(value);
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}

function escapeValue(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
