import { Counter } from "./counter.js";
import { Family, type MetricFacts, type MetricType } from "./family.js";
import { Gauge } from "./gauge.js";
import { Histogram } from "./histogram.js";
import { encodeMetric, encodeNumber, type Sample } from "./text-format.js";

/** A metric that is asked for its values when they are collected, rather than told of every change. */
export interface Collected {
  readonly type: MetricType;
  readonly facts: MetricFacts;
  collect(): readonly CollectedValue[];
}

export interface CollectedValue {
  /** In the order of the labels. */
  readonly values: readonly string[];
  readonly value: number;
}

/** The metrics of one process, in the order in which they were declared. */
export class Registry {
  readonly #encoders: (() => string)[] = [];

  counter(facts: MetricFacts): Family<Counter> {
    const family = new Family("counter", facts, () => new Counter());
    return this.#add(family, ({ value }) => [{ suffix: "", labels: [], value }]);
  }

  gauge(facts: MetricFacts): Family<Gauge> {
    const family = new Family("gauge", facts, () => new Gauge());
    return this.#add(family, ({ value }) => [{ suffix: "", labels: [], value }]);
  }

  histogram(facts: MetricFacts, bounds?: readonly number[]): Family<Histogram> {
    const family = new Family("histogram", facts, () => new Histogram(bounds));
    return this.#add(family, histogramSamples);
  }

  collected({ type, facts, collect }: Collected): void {
    this.#encoders.push(() => {
      const samples = collect().map(({ values, value }) => ({ suffix: "", labels: pair(facts.labels, values), value }));
      return encodeMetric(type, facts, samples);
    });
  }

  /** All of them in the Prometheus text format. */
  encode(): string {
    return this.#encoders.map((encode) => encode()).join("");
  }

  #add<Series>(family: Family<Series>, toSamples: (series: Series) => readonly Sample[]): Family<Series> {
    const { type, facts } = family;
    this.#encoders.push(() => {
      const samples = family.list().flatMap(({ values, series }) => {
        const own = pair(facts.labels, values);
        return toSamples(series).map(({ suffix, labels, value }) => ({ suffix, labels: [...own, ...labels], value }));
      });
      return encodeMetric(type, facts, samples);
    });
    return family;
  }
}

function histogramSamples(histogram: Histogram): Sample[] {
  const counts = histogram.cumulative();
  const buckets = counts.map((value, i): Sample => ({ suffix: "_bucket", labels: [["le", encodeNumber(histogram.bounds[i] ?? Infinity)]], value }));
  return [...buckets, { suffix: "_sum", labels: [], value: histogram.sum }, { suffix: "_count", labels: [], value: counts.at(-1) ?? 0 }];
}

function pair(names: readonly string[], values: readonly string[]): Sample["labels"] {
  return names.map((name, i) => [name, values[i] ?? ""]);
}
