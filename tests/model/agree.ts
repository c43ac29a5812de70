const SYMBOL = /^(§\d+)(\.\d+)?$/;

/** What the oracle's symbols stand for: texts that only the real thing knows, each the same wherever it turns up. */
export class Symbols {
  readonly #texts = new Map<string, string>();
  readonly #symbols = new Map<string, string>();

  /** The real text of a symbol; undefined as long as it was never seen. */
  textOf(expected: string): string | undefined {
    const [, symbol = "", end = ""] = SYMBOL.exec(expected) ?? [];
    const text = this.#texts.get(symbol);
    return text === undefined ? undefined : text + end;
  }

  /** Whether a text is what is expected; a symbol that is new takes it as its own. */
  agrees(expected: string, actual: string): boolean {
    if (expected === "§any") return actual !== "";
    const [, symbol, end = ""] = SYMBOL.exec(expected) ?? [];
    if (symbol === undefined) return expected === actual;
    if (!actual.endsWith(end)) return false;
    const text = actual.slice(0, actual.length - end.length);
    if (!this.#texts.has(symbol) && !this.#symbols.has(text)) {
      this.#texts.set(symbol, text);
      this.#symbols.set(text, symbol);
    }
    return this.#texts.get(symbol) === text && this.#symbols.get(text) === symbol;
  }
}

/**
 * Compares what came out with what should have; the order of an object's members doesn't count.
 *
 * @throws Error naming the first place where they differ.
 */
export function agree(symbols: Symbols, expected: unknown, actual: unknown, path = ""): void {
  if (typeof expected === "string" && typeof actual === "string" && symbols.agrees(expected, actual)) return;
  if (Object.is(expected, actual)) return;
  if (!isParted(expected) || !isParted(actual) || Array.isArray(expected) !== Array.isArray(actual)) throw differs(path, expected, actual);
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  for (const key of keys) {
    if (!Object.hasOwn(expected, key) || !Object.hasOwn(actual, key)) throw differs(path, expected, actual);
    agree(symbols, Reflect.get(expected, key), Reflect.get(actual, key), `${path}/${key}`);
  }
}

function isParted(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function differs(path: string, expected: unknown, actual: unknown): Error {
  return new Error(`At "${path}", expected ${JSON.stringify(expected)}\n  but got ${JSON.stringify(actual)}`);
}
