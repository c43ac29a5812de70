import type { Change } from "../../core/resource.js";
import type { ChangePage, MetaWrite } from "../meta-store.js";

/** The changes in an array, each at the place of its number. */
export class MemoryChangeLog {
  readonly #changes: Change[] = [];

  /** Adds the change that a write makes. One that purges leaves no word of who made the others, and why. */
  append({ kind, change }: MetaWrite): void {
    if (kind === "purge") this.#forgetAuthors(change.resourceId);
    this.#changes.push(Object.freeze({ ...change, seq: this.#changes.length + 1 }));
  }

  list({ since, limit }: ChangePage): readonly Change[] {
    const from = Math.max(0, since);
    return this.#changes.slice(from, from + limit);
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
    this.#changes.length = 0;
  }

  #forgetAuthors(resourceId: string): void {
    for (const [at, change] of this.#changes.entries()) {
      if (change.resourceId === resourceId) this.#changes[at] = Object.freeze({ ...change, by: "", reason: null, requestId: null });
    }
  }
}
