import type { Storage } from "../stores/storage.js";

/** Something beside its stores that a storage needs to be of use. */
export interface ReadinessCheck {
  /** `migrations`: one word, which is shown to everybody. */
  readonly name: string;
  /** Rejects when it does not hold. */
  check(): Promise<void>;
}

const checks = new WeakMap<Storage, ReadonlyMap<string, ReadinessCheck>>();

/** Has a server of this storage be ready only while the check holds. A second one of the same name takes the place of the first. */
export function addReadinessCheck(storage: Storage, check: ReadinessCheck): void {
  checks.set(storage, new Map(checks.get(storage)).set(check.name, check));
}

export function readinessChecksOf(storage: Storage): readonly ReadinessCheck[] {
  return [...(checks.get(storage)?.values() ?? [])];
}
