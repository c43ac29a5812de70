import type { OnTrouble } from "./trouble.js";

const INTERVAL = 1_000;
/** Of all lines of an attempt, in characters. */
const LARGEST = 1_048_576;
const LAST_LINE = "The log ends here: it has reached its largest size.\n";

/** Gathers what a handler logs, and writes it once in a while. */
export class JobLog {
  readonly #write: (text: string) => Promise<boolean>;
  readonly #onTrouble: OnTrouble;
  #text = "";
  #left = LARGEST;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(write: (text: string) => Promise<boolean>, onTrouble: OnTrouble) {
    this.#write = write;
    this.#onTrouble = onTrouble;
  }

  add(line: string): void {
    if (this.#left === 0) return;
    const text = `${line}\n`;
    this.#text += text.length <= this.#left ? text : LAST_LINE;
    this.#left = text.length <= this.#left ? this.#left - text.length : 0;
    this.#timer ??= setTimeout(() => this.#flush(), INTERVAL).unref();
  }

  /** Writes what is left, and takes no more. */
  async end(): Promise<void> {
    this.#left = 0;
    this.#flush();
    await this.#writing;
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#writeText());
  }

  async #writeText(): Promise<void> {
    const text = this.#text;
    if (text === "") return;
    this.#text = "";
    try {
      await this.#write(text);
    } catch (error) {
      // It goes with what is written next.
      this.#text = text + this.#text;
      this.#onTrouble(error);
    }
  }
}
