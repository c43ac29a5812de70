/** Lets a few in at a time, in the order of their coming. */
export class Turnstile {
  readonly #width: number;
  readonly #patience: number;
  readonly #refuse: () => Error;
  readonly #waiting = new Set<() => void>();
  #inside = 0;

  /**
   * @param width how many may be inside at once.
   * @param patience how long one may wait, in milliseconds.
   * @param refuse makes the error for those that waited too long.
   */
  constructor(width: number, patience: number, refuse: () => Error) {
    this.#width = width;
    this.#patience = patience;
    this.#refuse = refuse;
  }

  /** @throws what `work` throws, or the refusal. */
  async pass<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#inside < this.#width) this.#inside++;
    else await this.#wait();
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(this.#refuse());
      }, this.#patience);
      this.#waiting.add(enter);
    });
  }

  /** The place goes to whoever waits longest. */
  #leave(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.#inside--;
    else {
      this.#waiting.delete(next);
      next();
    }
  }
}
