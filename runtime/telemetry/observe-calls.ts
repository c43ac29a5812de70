/** Told of every call, around it: returns what the call returns. */
export type AroundCall = (method: string, args: readonly unknown[], run: () => unknown) => unknown;

interface Known {
  readonly original: unknown;
  readonly observed: unknown;
}

/**
 * The same object, whose methods are called through `around`, and those of the objects in it as `receipts.begin`. It goes by what it
 * finds: a method that an interface gets later is observed as well. Everything else is passed on as it is.
 *
 * @param replaced methods that stand in for those of the target
 */
export function observeCalls<Target extends object>(target: Target, around: AroundCall, replaced: Partial<Target> = {}, prefix = ""): Target {
  const known = new Map<string, Known>();
  const observe = (name: string, original: unknown): unknown => {
    const method = `${prefix}${name}`;
    // Called on the target itself: private fields are not reached through a proxy.
    if (typeof original === "function") return (...args: unknown[]) => around(method, args, () => Reflect.apply(original, target, args));
    return isPlainPart(original) ? observeCalls(original, around, {}, `${method}.`) : original;
  };
  return new Proxy(target, {
    get(_, name) {
      const original: unknown = Reflect.get(Object.hasOwn(replaced, name) ? replaced : target, name);
      if (typeof name === "symbol") return original;
      const found = known.get(name);
      if (found !== undefined && found.original === original) return found.observed;
      const observed = observe(name, original);
      known.set(name, { original, observed });
      return observed;
    },
  });
}

function isPlainPart(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
