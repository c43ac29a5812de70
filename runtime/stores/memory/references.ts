import { compareValues } from "../../query/compare.js";
import type { Reference, Referrer } from "../meta-store.js";

/** Which resource refers to which. */
export class MemoryReferences {
  readonly #bySource = new Map<string, readonly Reference[]>();
  readonly #sources = new Map<string, Set<string>>();

  /** Returns what takes it back. */
  replace(sourceId: string, references: readonly Reference[]): () => void {
    const before = this.#bySource.get(sourceId) ?? [];
    this.#set(sourceId, references.map(copyOf));
    return () => this.#set(sourceId, before);
  }

  /** By resource id and path; one for each path. */
  referrers(targetId: string): Referrer[] {
    const all = [...(this.#sources.get(targetId) ?? [])].flatMap((resourceId) => this.#referrersFrom(resourceId, targetId));
    return all.sort(compareReferrers);
  }

  #referrersFrom(resourceId: string, targetId: string): Referrer[] {
    const naming = (this.#bySource.get(resourceId) ?? []).filter(({ target }) => target.resourceId === targetId);
    const byPath = new Map<string, Referrer>();
    for (const { path, onDelete, target } of naming.toSorted((a, b) => compareValues(b.target.n, a.target.n))) {
      byPath.set(path, { resourceId, path, onDelete, n: target.n });
    }
    return [...byPath.values()];
  }

  #set(sourceId: string, references: readonly Reference[]): void {
    for (const { target } of this.#bySource.get(sourceId) ?? []) this.#sources.get(target.resourceId)?.delete(sourceId);
    this.#bySource.set(sourceId, references);
    for (const { target } of references) {
      const sources = this.#sources.get(target.resourceId) ?? new Set();
      this.#sources.set(target.resourceId, sources.add(sourceId));
    }
  }
}

export function compareReferrers(a: Pick<Referrer, "resourceId" | "path">, b: Pick<Referrer, "resourceId" | "path">): number {
  return compareValues(a.resourceId, b.resourceId) || compareValues(a.path, b.path);
}

function copyOf({ path, target, onDelete }: Reference): Reference {
  return { path, target: { ...target }, onDelete };
}
