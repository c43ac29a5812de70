import type { BrokenEnvelope, Envelope, RevisionStore } from "./revision-store.js";
import type { Part } from "./storage.js";

/** A character of a text takes two bytes at most. */
const BYTES_PER_UNIT = 2;

/**
 * Keeps the data texts that were put or read last in memory, and gives those longest unused up for new ones. An envelope never changes
 * under its uid, so that nothing kept is ever out of date; what others delete is asked for by nobody who reads the meta first.
 */
export class CachedRevisionStore implements RevisionStore {
  readonly #store: RevisionStore;
  readonly #capacity: number;
  readonly #texts = new Map<string, string>();
  #size = 0;
  /** Whoever began before the last deletion may hold what was deleted. */
  #deletions = 0;

  /** @param capacity how many bytes of texts to keep at most. */
  constructor(store: RevisionStore, capacity: number) {
    this.#store = store;
    this.#capacity = capacity;
  }

  async put(envelope: Envelope): Promise<void> {
    const { uid, payload } = envelope;
    const data = "data" in payload ? payload.data : undefined;
    const before = this.#deletions;
    await this.#store.put(envelope);
    this.#keep(uid, data, before);
  }

  async read(uids: readonly string[]): Promise<readonly (string | undefined)[]> {
    const texts = uids.map((uid) => this.#take(uid));
    const missing = uids.filter((_, at) => texts[at] === undefined);
    const before = this.#deletions;
    const found = missing.length === 0 ? [] : await this.#store.read(missing);
    for (const [at, uid] of missing.entries()) this.#keep(uid, found[at], before);
    const rest = found.values();
    return texts.map((text) => text ?? rest.next().value);
  }

  readKept(uids: readonly string[]): Promise<readonly (string | undefined)[]> {
    return this.#store.read(uids);
  }

  list(): AsyncIterable<Envelope> {
    return this.#store.list();
  }

  async *listBroken(): AsyncIterable<BrokenEnvelope> {
    yield* this.#store.listBroken?.() ?? [];
  }

  async delete(uids: readonly string[]): Promise<void> {
    this.#forget(uids);
    try {
      await this.#store.delete(uids);
    } finally {
      // What was read meanwhile may be gone by now.
      this.#forget(uids);
    }
  }

  ping(): Promise<void> {
    return this.#store.ping();
  }

  /** Gives the memory back. */
  clear(): void {
    this.#deletions += 1;
    this.#texts.clear();
    this.#size = 0;
  }

  #take(uid: string): string | undefined {
    const text = this.#texts.get(uid);
    if (text === undefined) return undefined;
    // A map keeps the order of insertion: the one longest unused is the first.
    this.#texts.delete(uid);
    this.#texts.set(uid, text);
    return text;
  }

  #keep(uid: string, text: string | undefined, before: number): void {
    if (text === undefined || this.#deletions !== before || this.#texts.has(uid) || sizeOf(uid, text) > this.#capacity) return;
    this.#texts.set(uid, text);
    this.#size += sizeOf(uid, text);
    for (const oldest of this.#texts.keys()) {
      if (this.#size <= this.#capacity) return;
      this.#drop(oldest);
    }
  }

  #forget(uids: readonly string[]): void {
    this.#deletions += 1;
    for (const uid of uids) this.#drop(uid);
  }

  #drop(uid: string): void {
    const text = this.#texts.get(uid);
    if (text === undefined) return;
    this.#texts.delete(uid);
    this.#size -= sizeOf(uid, text);
  }
}

/** Puts a cache of so many bytes before the store of a part. It is emptied when the part is closed. */
export function cacheRevisions(part: Part<RevisionStore>, capacity: number): Part<RevisionStore> {
  const store = new CachedRevisionStore(part.store, capacity);
  return {
    store,
    close: async () => {
      await part.close();
      store.clear();
    },
  };
}

function sizeOf(uid: string, text: string): number {
  return (uid.length + text.length) * BYTES_PER_UNIT;
}
