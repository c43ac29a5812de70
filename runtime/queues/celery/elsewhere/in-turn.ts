/** Does what has the same key one after the other, in the order in which it came. */
export class InTurn {
  readonly #last = new Map<unknown, Promise<void>>();

  /** @param work must not reject. */
  do(key: unknown, work: () => Promise<void>): void {
    const done = doAfter(this.#last.get(key), work);
    this.#last.set(key, done);
    void this.#forget(key, done);
  }

  async #forget(key: unknown, done: Promise<void>): Promise<void> {
    await done;
    if (this.#last.get(key) === done) this.#last.delete(key);
  }
}

async function doAfter(before: Promise<void> | undefined, work: () => Promise<void>): Promise<void> {
  await before;
  await work();
}
