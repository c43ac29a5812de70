import { compareValues } from "../../query/compare.js";
import type { DumpedReference } from "../meta-archive.js";
import type { Reference, Referrer } from "../meta-store.js";

/** Which resource refers to which. */
export class MemoryReferences {
  readonly #bySource = new Map<string, readonly DumpedReference[]>();
  readonly #sources = new Map<string, Set<string>>();

  /** Returns what takes it back. */
  replace(sourceId: string, references: readonly Reference[]): () => void {
    return this.restore(sourceId, references.map(toDumped));
  }

  /** The same with what `of` gave. */
  restore(sourceId: string, references: readonly DumpedReference[]): () => void {
    const before = this.of(sourceId);
    this.#set(sourceId, references.map((reference) => ({ ...reference })));
    return () => this.#set(sourceId, before);
  }

  /** What a resource refers to. */
  of(sourceId: string): readonly DumpedReference[] {
    return this.#bySource.get(sourceId) ?? [];
  }

  /** By resource id and path; one for each path. */
  referrers(targetId: string): Referrer[] {
    const all = [...(this.#sources.get(targetId) ?? [])].flatMap((resourceId) => this.#referrersFrom(resourceId, targetId));
    return all.sort(compareReferrers);
  }

  #referrersFrom(resourceId: string, targetId: string): Referrer[] {
    const naming = this.of(resourceId).filter((reference) => reference.targetId === targetId);
    const byPath = new Map<string, Referrer>();
    for (const { path, onDelete, n } of naming.toSorted((a, b) => compareValues(b.n, a.n))) {
      byPath.set(path, { resourceId, path, onDelete, n });
    }
    return [...byPath.values()];
  }

  #set(sourceId: string, references: readonly DumpedReference[]): void {
    for (const { targetId } of this.of(sourceId)) this.#sources.get(targetId)?.delete(sourceId);
    this.#bySource.set(sourceId, references);
    for (const { targetId } of references) {
      const sources = this.#sources.get(targetId) ?? new Set();
      this.#sources.set(targetId, sources.add(sourceId));
    }
  }
}

export function compareReferrers(a: Pick<Referrer, "resourceId" | "path">, b: Pick<Referrer, "resourceId" | "path">): number {
  return compareValues(a.resourceId, b.resourceId) || compareValues(a.path, b.path);
}

function toDumped({ path, target: { resourceId: targetId, n }, onDelete }: Reference): DumpedReference {
  return { path, targetId, n, onDelete };
}
