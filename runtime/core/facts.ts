/**
 * Facts as the JSON text that is stored and sent, and as the value that it stands for. Each is made from the other when it
 * is first asked for: a server that passes stored facts on never parses them, and what a write has put into words once is
 * stored and answered alike.
 */
export class Facts<Value> {
  #value: Value | undefined;
  #text: string | undefined;

  private constructor(value: Value | undefined, text: string | undefined) {
    this.#value = value;
    this.#text = text;
  }

  static of<Value extends object>(value: Value): Facts<Value> {
    return new Facts(value, undefined);
  }

  /** @param text JSON that was written from a `Value`; it is taken at its word. */
  static parse<Value extends object>(text: string): Facts<Value> {
    return new Facts<Value>(undefined, text);
  }

  get value(): Value {
    this.#value ??= JSON.parse(this.text) as Value;
    return this.#value;
  }

  get text(): string {
    this.#text ??= JSON.stringify(this.#value);
    return this.#text;
  }
}
