import { refuse } from "./refuse.js";
import { tokenize, type Token } from "./tokenize.js";

/** Goes through the tokens of a filter, one after the other, and never back. */
export class TokenReader {
  readonly #text: string;
  readonly #tokens: readonly [Token, ...Token[]];
  #next = 0;

  /** @throws INVALID_QUERY for what is no token */
  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  /** The token to be read next; the end stays next for ever. */
  get next(): Token {
    return this.#ahead(0);
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== "end") this.#next += 1;
    return token;
  }

  /** Takes a sequence of symbols and words, in any case, if it is next. */
  takeIf(...words: readonly string[]): boolean {
    const isNext = words.every((word, at) => isWord(this.#ahead(at), word));
    if (isNext) this.#next += words.length;
    return isNext;
  }

  /**
   * Says that something else should be next.
   *
   * @throws INVALID_QUERY
   */
  expected(what: string, hint = ""): never {
    const found = this.next.kind === "end" ? "the filter ends here" : `there is ${this.next.text}`;
    return this.refuse(this.next, `Expected ${what}, but ${found}.${hint}`);
  }

  /** @throws INVALID_QUERY at a token */
  refuse(token: Token, message: string): never {
    return refuse(this.#text, token.at, message);
  }

  #ahead(count: number): Token {
    return this.#tokens[Math.min(this.#next + count, this.#tokens.length - 1)] ?? this.#tokens[0];
  }
}

/** Whether a token is this symbol, or this word in any case. */
export function isWord(token: Token, word: string): boolean {
  return (token.kind === "word" || token.kind === "symbol") && token.text.toUpperCase() === word;
}
