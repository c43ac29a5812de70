/** Does what has the same key one after the other, in the order in which it came. */
export class InTurn {
  readonly #last = new Map<unknown, Promise<void>>();

  /** @param work must not reject. */
  do(key: unknown, work: () => Promise<void>): void {
    const done = (this.#last.get(key) ?? Promise.resolve()).then(work).then(() => {
      if (this.#last.get(key) === done) this.#last.delete(key);
    });
    this.#last.set(key, done);
  }
}
