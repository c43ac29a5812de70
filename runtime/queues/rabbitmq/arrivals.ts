/** What arrives when it likes, for one who takes it when he can. */
export class Arrivals<Item> {
  readonly #items: Item[] = [];
  #wake = () => {};

  add(item: Item): void {
    this.#items.push(item);
    this.#wake();
  }

  /** What was taken and is to be taken again, before the others. */
  putBack(items: readonly Item[]): void {
    this.#items.unshift(...items);
  }

  /** The oldest, `limit` at the most. Waits until there is one; none once the signal has come. */
  async take(limit: number, signal: AbortSignal): Promise<readonly Item[]> {
    if (this.#items.length === 0 && !signal.aborted) await this.#change(signal);
    return signal.aborted ? [] : this.#items.splice(0, limit);
  }

  #change(signal: AbortSignal): Promise<void> {
    return new Promise((done) => {
      this.#wake = () => {
        signal.removeEventListener("abort", this.#wake);
        done();
      };
      signal.addEventListener("abort", this.#wake);
    });
  }
}
