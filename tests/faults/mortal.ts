import type { Storage } from "@specstar/runtime";

export type When = "before" | "after";

/** The storage of a program that ends at one of its calls, just before or just after it took effect. */
export interface Mortal {
  readonly storage: Storage;
  /** Counts the calls that change something from now on, and ends the program at the n-th: that call never returns, nor does any after it. Resolves then. */
  endAt(n: number, when: When): Promise<void>;
}

export function createMortal(storage: Storage): Mortal {
  let left = Infinity;
  let when: When = "before";
  let end: () => void = returnNothing;
  const isEnding = (moment: When) => {
    if (left > 0 || (left === 0 && moment !== when)) return false;
    end();
    return true;
  };
  const step: Step = async (call) => {
    left -= 1;
    if (isEnding("before")) return forEver;
    const result = await call();
    return isEnding("after") ? forEver : result;
  };
  const { meta } = storage;
  const dying = dyingStore(meta, step, { receipts: dyingStore(meta.receipts, step, {}) });
  return {
    storage: { ...storage, meta: dying, revisions: dyingStore(storage.revisions, step, {}), blobs: dyingStore(storage.blobs, step, {}), close: () => storage.close() },
    endAt: (n, moment) => {
      [left, when] = [n, moment];
      return new Promise((resolve) => (end = resolve));
    },
  };
}

function returnNothing(): void {}

type Step = (call: () => unknown) => Promise<unknown>;

const forEver = new Promise<never>(() => {});

/** The calls that change something. A program that ends while it reads leaves what the call before has left. */
const CHANGING: ReadonlySet<string> = new Set(["commit", "put", "claim", "delete", "begin", "finish", "abandon"]);

/** The same store, each of whose calls that change something is a step. */
function dyingStore<Store extends object>(store: Store, step: Step, inside: Readonly<Record<string, unknown>>): Store {
  return new Proxy(store, {
    get(target, name) {
      if (typeof name === "string" && name in inside) return inside[name];
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      const call = (args: readonly unknown[]): unknown => Reflect.apply(value, target, args);
      return CHANGING.has(String(name)) ? (...args: readonly unknown[]) => step(() => call(args)) : (...args: readonly unknown[]) => call(args);
    },
  });
}
