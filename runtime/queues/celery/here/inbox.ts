import { EventEmitter, once } from "node:events";

/** The longest time that a timer of Node's takes. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** What waits to be looked at, now or later. */
export class Inbox<Item> {
  #ready: Item[] = [];
  readonly #timers = new Map<Item, NodeJS.Timeout>();
  readonly #arrivals = new EventEmitter();

  /** How many are kept for later. */
  get postponed(): number {
    return this.#timers.size;
  }

  put(item: Item): void {
    this.#ready.push(item);
    this.#arrivals.emit("item");
  }

  /** Keeps an item until a time, or until long before one that is weeks away. */
  postpone(item: Item, until: number): void {
    const show = () => {
      this.#timers.delete(item);
      this.put(item);
    };
    this.#timers.set(item, setTimeout(show, Math.min(LONGEST_TIMER, Math.max(0, until - Date.now()))));
  }

  /** Waits until there is something; nothing once the signal has come. */
  async take(limit: number, signal: AbortSignal): Promise<readonly Item[]> {
    while (this.#ready.length === 0 && !signal.aborted) {
      // Only the signal makes it fail.
      await once(this.#arrivals, "item", { signal }).catch(() => undefined);
    }
    return signal.aborted ? [] : this.#ready.splice(0, limit);
  }

  /** Forgets all. */
  clear(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#ready = [];
  }
}
