/** A number that only grows, until the process ends. */
export class Counter {
  #value = 0;

  add(amount = 1): void {
    this.#value += amount;
  }

  get value(): number {
    return this.#value;
  }
}
