import type { Storage } from "@specstar/runtime";

/** A storage that puts so many resources or pages of changes, and no more: a copy to it ends in the middle. */
export function breakingAfter(storage: Storage, calls: number): Storage {
  let left = calls;
  const { archive } = storage.meta;
  const count = <Result>(work: () => Promise<Result>): Promise<Result> => (left-- > 0 ? work() : Promise.reject(new Error("Killed.")));
  const broken = {
    dump: archive.dump.bind(archive),
    replace: archive.replace.bind(archive),
    drop: archive.drop.bind(archive),
    restore: (...args: Parameters<typeof archive.restore>) => count(() => archive.restore(...args)),
    restoreChanges: (...args: Parameters<typeof archive.restoreChanges>) => count(() => archive.restoreChanges(...args)),
  };
  const meta = new Proxy(storage.meta, {
    get(target, key) {
      if (key === "archive") return broken;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { ...storage, meta };
}
