import type { CommitOutcome, MetaWrite, Reference, ReferenceTarget, Referrer } from "./meta-store.js";

/** What a store tells of the resources that a unit does not write, or of all of them once the unit is applied. */
export interface ReferenceLookUp {
  /** Whether the resource is there and not deleted, and has the revision if one is named. */
  isThere(target: ReferenceTarget): boolean;
  /** The first other resource, by id and path, that refers to this one. Those that dangle don't count. */
  firstReferrer(resourceId: string): Referrer | undefined;
}

/** The outcome of a unit that would leave a broken reference. */
export type BrokenReference = Extract<CommitOutcome, { kind: "missing" | "referenced" }>;

/**
 * The first write of a unit that would refer to what is not there; or else the first that would leave a reference of others to it. What the unit itself writes is known from it: so a
 * unit of one write may be looked at before it is applied; one of several must have been applied, for the sake of `firstReferrer`.
 */
export function findBrokenReference(unit: readonly MetaWrite[], lookUp: ReferenceLookUp): BrokenReference | undefined {
  if (!unit.some(concernsReferences)) return undefined;
  const last = lastWrites(unit, () => true);
  const lastReferring = lastWrites(unit, setsReferences);
  const isThere = (target: ReferenceTarget) => {
    const write = last.get(target.resourceId);
    return write === undefined ? lookUp.isThere(target) : leaves(write, target);
  };
  // Those first, so that a referrer which the unit itself writes is told what it lacks, and is not taken for somebody else's.
  for (const [number, write] of unit.entries()) {
    const inForce = lastReferring.get(write.change.resourceId) === write ? referencesOf(write) : [];
    const reference = inForce.find(({ onDelete, target }) => onDelete !== "dangling" && !isThere(target));
    if (reference !== undefined) return { kind: "missing", write: number, reference };
  }
  for (const [number, write] of unit.entries()) {
    const { resourceId } = write.change;
    const by = last.get(resourceId) === write && isRemoval(write) ? lookUp.firstReferrer(resourceId) : undefined;
    if (by !== undefined) return { kind: "referenced", write: number, by };
  }
  return undefined;
}

/** Whether a write must be looked at for references that it makes or breaks. */
export function concernsReferences(write: MetaWrite): boolean {
  return isRemoval(write) || referencesOf(write).length > 0;
}

/** Whether the resource is gone after the write, for those who refer to it. */
export function isRemoval(write: MetaWrite): boolean {
  return write.kind === "purge" || write.meta.isDeleted;
}

function referencesOf(write: MetaWrite): readonly Reference[] {
  return write.kind === "purge" ? [] : (write.references ?? []);
}

function setsReferences(write: MetaWrite): boolean {
  return write.kind === "purge" || write.references !== undefined;
}

/** By resource id, the last write to it that is meant. */
function lastWrites(unit: readonly MetaWrite[], isMeant: (write: MetaWrite) => boolean): ReadonlyMap<string, MetaWrite> {
  return new Map(unit.filter(isMeant).map((write) => [write.change.resourceId, write]));
}

/** Whether the resource, and the revision of it, are there after the last write to it. */
function leaves(write: MetaWrite, { index, n }: ReferenceTarget): boolean {
  if (write.kind === "purge" || write.meta.isDeleted || write.index.table !== index.table) return false;
  return n === null || (Number.isInteger(n) && n >= 1 && n <= write.meta.totalRevisionCount);
}
