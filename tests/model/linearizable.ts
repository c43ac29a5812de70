/** What a client saw of one operation on a register: when it began and ended, and what it did, as far as that can be known. */
export interface Operation {
  readonly began: number;
  /** Infinity for one whose answer was never heard: it may have happened at any time after it began, or not at all. */
  readonly ended: number;
  readonly kind: "read" | "write" | "swap" | "refused";
  /** What was read, or written. Values that are written differ from each other. */
  readonly value: string;
  /** What a swap took the value to be, and a refused swap too. */
  readonly expected?: string | undefined;
}

/**
 * Whether there is an order of a history's operations, one that agrees with the times, in which a register would have
 * answered as was seen. Goes through the orders depth first, as Wing and Gong do, and never twice through what is left of the same
 * operations with the same value (G. Lowe: Testing for linearizability. Concurrency and Computation 29(4), 2017).
 */
export function isLinearizable(history: readonly Operation[], initial: string): boolean {
  const operations = history.toSorted((a, b) => a.began - b.began);
  const seen = new Set<string>();
  const stack = [{ done: 0n, value: initial }];
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    const { done, value } = state;
    const left = operations.filter((_operation, at) => !isDone(done, at));
    if (left.every(({ ended }) => ended === Infinity)) return true;
    const firstEnd = Math.min(...left.map(({ ended }) => ended));
    for (const [at, operation] of operations.entries()) {
      if (isDone(done, at) || operation.began > firstEnd) continue;
      const next = apply(operation, value);
      const key = `${done | (1n << BigInt(at))} ${next}`;
      if (next === undefined || seen.has(key)) continue;
      seen.add(key);
      stack.push({ done: done | (1n << BigInt(at)), value: next });
    }
  }
  return false;
}

function isDone(done: bigint, at: number): boolean {
  return ((done >> BigInt(at)) & 1n) === 1n;
}

/** The register's value after an operation; undefined when it couldn't have answered so. */
function apply({ kind, value, expected }: Operation, held: string): string | undefined {
  switch (kind) {
    case "read":
      return held === value ? held : undefined;
    case "write":
      return value;
    case "swap":
      return held === expected ? value : undefined;
    case "refused":
      return held === expected ? undefined : held;
  }
}
