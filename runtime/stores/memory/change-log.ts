import type { Change } from "../../core/resource.js";
import type { ChangePage, MetaWrite } from "../meta-store.js";

/** The changes in an array, by their numbers. Restored ones can leave gaps between them. */
export class MemoryChangeLog {
  #changes: Change[] = [];

  /** Adds the change that a write makes. One that purges leaves no word of who made the others, and why. */
  append({ kind, change }: MetaWrite): void {
    if (kind === "purge") this.#forgetAuthors(change.resourceId, Infinity);
    this.#changes.push(Object.freeze({ ...change, seq: (this.#changes.at(-1)?.seq ?? 0) + 1 }));
  }

  /** Adds changes under their own numbers, but for those that are taken. */
  restore(changes: readonly Change[]): void {
    const bySeq = new Map(this.#changes.map((change) => [change.seq, change]));
    const added = changes.filter(({ seq }) => !bySeq.has(seq));
    for (const change of added) bySeq.set(change.seq, Object.freeze({ ...change }));
    this.#changes = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
    for (const { op, resourceId, seq } of added) if (op === "purge") this.#forgetAuthors(resourceId, seq);
  }

  list({ since, limit }: ChangePage): readonly Change[] {
    const from = this.#changes.findIndex(({ seq }) => seq > since);
    return from === -1 ? [] : this.#changes.slice(from, from + limit);
  }

  listChangeset(changesetId: string): readonly Change[] {
    return this.#changes.filter((change) => change.changesetId === changesetId);
  }

  readAt(model: string, resourceId: string, at: string): Change | undefined {
    return this.#changes.findLast((change) => change.model === model && change.resourceId === resourceId && change.at <= at);
  }

  readBefore(model: string, resourceId: string, seq: number): Change | undefined {
    return this.#changes.findLast((change) => change.model === model && change.resourceId === resourceId && change.seq < seq);
  }

  clear(): void {
    this.#changes = [];
  }

  #forgetAuthors(resourceId: string, before: number): void {
    for (const [at, change] of this.#changes.entries()) {
      if (change.resourceId === resourceId && change.seq < before) this.#changes[at] = Object.freeze({ ...change, by: "", reason: null, requestId: null });
    }
  }
}
