/** The kinds of the text format, as far as we have them. */
export type MetricType = "counter" | "gauge" | "histogram";

export interface MetricFacts {
  /** `specstar_operation_duration_seconds`: a unit at the end, `_total` behind that of a counter. */
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
}

/** Bounds the memory that a family takes, should a label turn out to have more values than anybody thought. */
const MOST_SERIES = 5_000;
/** What all label values of the series are that takes what would go beyond. */
const OVERFLOW = "_other";
const SEPARATOR = "\u0000";

/** The series of one metric: one for each combination of label values. */
export class Family<Series> {
  readonly type: MetricType;
  readonly facts: MetricFacts;
  readonly #create: () => Series;
  readonly #series = new Map<string, Series>();

  constructor(type: MetricType, facts: MetricFacts, create: () => Series) {
    this.type = type;
    this.facts = facts;
    this.#create = create;
  }

  /** The series of these label values, in the order of the labels. Keep it where it is used often. */
  with(...values: readonly string[]): Series {
    const key = values.join(SEPARATOR);
    return this.#series.get(key) ?? this.#add(key);
  }

  /** All of them with their label values, in the order in which they came up. */
  list(): { readonly values: readonly string[]; readonly series: Series }[] {
    const { length } = this.facts.labels;
    return [...this.#series].map(([key, series]) => ({ values: length === 0 ? [] : key.split(SEPARATOR), series }));
  }

  #add(key: string): Series {
    const overflow = this.facts.labels.map(() => OVERFLOW).join(SEPARATOR);
    if (this.#series.size >= MOST_SERIES && key !== overflow) return this.#series.get(overflow) ?? this.#add(overflow);
    const series = this.#create();
    this.#series.set(key, series);
    return series;
  }
}
