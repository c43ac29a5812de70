/** Runs works of one key one after another, in the order in which they came; works of different keys run side by side. */
export interface KeyedQueue {
  /** Resolves or rejects as the work does. A work that fails holds up nothing. */
  run<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
  /** How many keys have work that runs or waits. */
  readonly size: number;
}

/** Makes an empty queue. It forgets a key with its last work. */
export function createKeyedQueue(): KeyedQueue {
  const tails = new Map<string, Promise<void>>();
  return {
    run(key, work) {
      const before = tails.get(key);
      const result = before === undefined ? work() : before.then(work);
      const leave = () => {
        if (tails.get(key) === tail) tails.delete(key);
      };
      const tail: Promise<void> = result.then(leave, leave);
      tails.set(key, tail);
      return result;
    },
    get size() {
      return tails.size;
    },
  };
}
