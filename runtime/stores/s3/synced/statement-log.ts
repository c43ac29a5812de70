import { toLogged } from "./parameters.js";

/** A place in the log to go back to. */
export interface Mark {
  readonly lines: number;
  readonly statements: number;
  readonly size: number;
}

/**
 * The statements that changed the database since the last transaction, as the lines of a segment's body. A line is JSON: an
 * object with the SQL of a statement, which gets the next number from 0; a list of that number, how many rows changed, and the
 * parameters; or an object with a text to execute.
 */
export class StatementLog {
  readonly #lines: string[] = [];
  readonly #numbers = new Map<string, number>();
  #size = 0;

  add(sql: string, changes: number, parameters: readonly unknown[]): void {
    this.#push(JSON.stringify([this.#numberOf(sql), changes, ...parameters.flat().map(toLogged)]));
  }

  addText(text: string): void {
    this.#push(JSON.stringify({ exec: text }));
  }

  get isEmpty(): boolean {
    return this.#lines.length === 0;
  }

  /** About how long the body is, in UTF-16 code units. */
  get size(): number {
    return this.#size;
  }

  get body(): string {
    return this.#lines.map((line) => `${line}\n`).join("");
  }

  mark(): Mark {
    return { lines: this.#lines.length, statements: this.#numbers.size, size: this.#size };
  }

  /** Forgets what was added since. */
  backTo({ lines, statements, size }: Mark): void {
    this.#lines.length = lines;
    this.#size = size;
    for (const [sql, number] of this.#numbers) if (number >= statements) this.#numbers.delete(sql);
  }

  clear(): void {
    this.backTo({ lines: 0, statements: 0, size: 0 });
  }

  #numberOf(sql: string): number {
    const known = this.#numbers.get(sql);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(sql, number);
    this.#push(JSON.stringify({ sql }));
    return number;
  }

  #push(line: string): void {
    this.#lines.push(line);
    this.#size += line.length + 1;
  }
}
