import { findBrokenReference, type ReferenceLookUp } from "../broken-reference.js";
import type { CommitOutcome, MetaWrite, ReferenceTarget, Referrer } from "../meta-store.js";
import type { ModelIndex } from "../model-index.js";
import { MemoryJobRows } from "./job-rows.js";
import { MemoryTable, toOutcome } from "./memory-table.js";
import { MemoryReferences } from "./references.js";

/** How a unit ended that was applied, and what takes it back. */
export interface AppliedUnit {
  readonly outcome: CommitOutcome;
  /** For each write, the payloads that no revision has any more, by their uids. */
  readonly dropped: readonly (readonly string[])[];
  undo(): void;
}

/** The resources of all models, and what they refer to. */
export class MemoryResources implements ReferenceLookUp {
  readonly #tables = new Map<string, MemoryTable>();
  readonly references = new MemoryReferences();
  readonly jobs = new MemoryJobRows();

  table(index: ModelIndex): MemoryTable {
    const table = this.#tables.get(index.table) ?? new MemoryTable();
    this.#tables.set(index.table, table);
    return table;
  }

  /** Applies a unit as far as it can be. When this throws there is nothing to undo. */
  apply(unit: readonly MetaWrite[]): AppliedUnit {
    const steps: (() => void)[] = [];
    const dropped: (readonly string[])[] = [];
    const undo = () => steps.reverse().forEach((takeBack) => takeBack());
    try {
      const refused = this.#applyAll(unit, steps, dropped);
      return { outcome: refused ?? findBrokenReference(unit, this) ?? { kind: "committed" }, dropped, undo };
    } catch (error) {
      undo();
      throw error;
    }
  }

  isThere({ index, resourceId, n }: ReferenceTarget): boolean {
    const table = this.table(index);
    const row = table.row(resourceId);
    return row !== undefined && !row.isDeleted && (n === null || table.revisions(resourceId)[n - 1] !== undefined);
  }

  firstReferrer(resourceId: string): Referrer | undefined {
    return this.referrers(resourceId).find((referrer) => referrer.resourceId !== resourceId && referrer.onDelete !== "dangling");
  }

  /** By resource id and path. */
  referrers(resourceId: string): readonly Referrer[] {
    return this.references.referrers(resourceId);
  }

  clear(): void {
    this.#tables.clear();
  }

  /** Applies the writes in their order, each to the state that the ones before it left. */
  #applyAll(unit: readonly MetaWrite[], steps: (() => void)[], dropped: (readonly string[])[]): CommitOutcome | undefined {
    for (const [number, write] of unit.entries()) {
      const table = this.table(write.index);
      const refusal = table.refusal(write) ?? this.jobs.refusal(write);
      if (refusal !== undefined) return toOutcome(refusal, number);
      const applied = table.apply(write);
      steps.push(applied.undo);
      dropped.push(applied.dropped);
      const references = write.kind === "purge" ? [] : write.references;
      steps.push(this.jobs.apply(write));
      if (references !== undefined) steps.push(this.references.replace(write.change.resourceId, references));
    }
    return undefined;
  }
}
