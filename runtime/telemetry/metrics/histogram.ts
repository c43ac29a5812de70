/** Upper bounds of the buckets, in seconds: from what a read from memory takes to what no caller waits for. */
export const DURATION_BUCKETS: readonly number[] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The same for what runs in the background: up to what takes half a day. */
export const JOB_BUCKETS: readonly number[] = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 43_200];

/** How often something took how long. */
export class Histogram {
  /** Per bucket, not yet added up; the last one is for what is beyond all bounds. */
  readonly bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  constructor(bounds: readonly number[] = DURATION_BUCKETS) {
    this.bounds = bounds;
    this.#counts = bounds.concat(Infinity).map(() => 0);
  }

  /** @param seconds what is negative counts as nothing */
  observe(seconds: number): void {
    const bound = this.bounds.findIndex((most) => seconds <= most);
    const bucket = bound === -1 ? this.bounds.length : bound;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += Math.max(seconds, 0);
  }

  /** Of each bucket, with what is in those below it; the last is the count of all. */
  cumulative(): number[] {
    let total = 0;
    return this.#counts.map((count) => (total += count));
  }

  /** In seconds. */
  get sum(): number {
    return this.#sum;
  }
}
