/** Lets so many pieces of work run at once, in the order of arrival: a process can have only so many files open. */
export class OpenLimit {
  readonly #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #idle: (() => void)[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    // Who is woken takes over the place of who is done.
    if (this.#running < this.#most) this.#running += 1;
    else await new Promise<void>((resume) => this.#waiting.push(resume));
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  /** Resolves when nothing runs or waits. */
  async settled(): Promise<void> {
    if (this.#running > 0) await new Promise<void>((resume) => this.#idle.push(resume));
  }

  #leave(): void {
    const next = this.#waiting.shift();
    if (next !== undefined) return next();
    this.#running -= 1;
    if (this.#running === 0) for (const resume of this.#idle.splice(0)) resume();
  }
}
