/** A number that goes up and down. */
export class Gauge {
  #value = 0;

  add(amount: number): void {
    this.#value += amount;
  }

  get value(): number {
    return this.#value;
  }
}
