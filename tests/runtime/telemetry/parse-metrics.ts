/** One metric of a scrape, as the text says it. */
export interface ParsedMetric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number }[];
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/;
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/y;
const SUFFIXES: Readonly<Record<string, readonly string[]>> = { counter: [""], gauge: [""], histogram: ["_bucket", "_sum", "_count"] };

/**
 * Reads the Prometheus text format 0.0.4 as strictly as its page describes it, and throws on what a server should not send:
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function parseMetrics(text: string): ParsedMetric[] {
  if (!text.endsWith("\n")) throw new Error("The last line does not end in a line feed.");
  const metrics: ParsedMetric[] = [];
  const lines = text.slice(0, -1).split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? "";
    const help = /^# HELP (\S+) (.+)$/.exec(line);
    if (help !== null) metrics.push(beginMetric(help, lines[++i] ?? ""));
    else addSample(metrics.at(-1), line);
  }
  const names = metrics.map(({ name }) => name);
  if (new Set(names).size !== names.length) throw new Error("A metric comes twice.");
  metrics.filter(({ type }) => type === "histogram").forEach(checkHistogram);
  metrics.forEach(checkNames);
  return metrics;
}

function beginMetric([, name = "", help = ""]: RegExpExecArray, next: string): ParsedMetric {
  const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(next);
  if (type?.[1] !== name || !NAME.test(name)) throw new Error(`No type of ${name}, but: ${next}`);
  return { name, type: type[2] ?? "", help, samples: [] };
}

function addSample(metric: ParsedMetric | undefined, line: string): void {
  const [, name = "", labels = "", number = ""] = SAMPLE.exec(line) ?? [];
  if (metric === undefined || !(SUFFIXES[metric.type] ?? []).some((suffix) => name === metric.name + suffix)) throw new Error(`Out of place: ${line}`);
  const value = number === "+Inf" ? Infinity : Number(number);
  if (Number.isNaN(value) && number !== "NaN") throw new Error(`No number: ${line}`);
  metric.samples.push({ name, labels: parseLabels(labels), value });
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const start = LABEL.lastIndex;
    const [, name = "", value = ""] = LABEL.exec(text) ?? [];
    if (name === "" || name in labels) throw new Error(`Bad labels from ${start}: ${text}`);
    labels[name] = value.replaceAll(/\\(.)/g, (_, letter) => (letter === "n" ? "\n" : letter));
  }
  return labels;
}

function seriesOf({ labels }: ParsedMetric["samples"][number]): string {
  return JSON.stringify(Object.entries(labels).filter(([label]) => label !== "le"));
}

/** Buckets grow with their bounds, the last is +Inf and is the count, in every series. */
function checkHistogram({ name, samples }: ParsedMetric): void {
  for (const series of new Set(samples.map(seriesOf))) {
    const own = samples.filter((sample) => seriesOf(sample) === series);
    const buckets = own.filter((sample) => sample.name === `${name}_bucket`).map(({ labels, value }) => ({ le: labels["le"] === "+Inf" ? Infinity : Number(labels["le"]), value }));
    const isGrowing = buckets.every(({ le, value }, i) => i === 0 || (le > (buckets[i - 1]?.le ?? 0) && value >= (buckets[i - 1]?.value ?? 0)));
    const count = own.find((sample) => sample.name === `${name}_count`)?.value;
    const sum = own.find((sample) => sample.name === `${name}_sum`)?.value;
    if (!isGrowing || buckets.at(-1)?.le !== Infinity || buckets.at(-1)?.value !== count || sum === undefined) throw new Error(`The histogram ${name} does not add up.`);
  }
}

/** https://prometheus.io/docs/practices/naming/ */
function checkNames({ name, type, help }: ParsedMetric): void {
  if ((type === "counter") !== name.endsWith("_total")) throw new Error(`${name} is a ${type}.`);
  if (/_(?:ms|milliseconds|minutes|kb|kilobytes)(?:_|$)/.test(name)) throw new Error(`${name} has no base unit.`);
  if (help.trim() === "") throw new Error(`${name} has no help.`);
}
