import { createHash } from "node:crypto";
import type { ChangeOp, ErrorCode, ResourceMeta, RevisionInfo, RevisionOp, RevisionStatus } from "@specstar/runtime";
import type { Data, Model } from "../models.js";
import { checkData, clearReferences, INDEXED, referencesOf, uniqueValues } from "./data.js";
import { currentOf, metaOf, Refused, tagOf, type Resource, type Revision, type State } from "./state.js";

export interface Stamp {
  readonly actor?: string | undefined;
  readonly reason?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Writes that happen together, while they are being made on a copy of the state. */
export interface Unit {
  readonly state: State;
  readonly now: string;
  readonly changesetId: string | null;
  /** What the store would find, in the order of the writes. */
  readonly problems: ErrorCode[];
  /** Deletions that need another resource to let go. */
  readonly restrictions: { readonly target: string; readonly referrer: string; readonly path: string }[];
  readonly written: Set<string>;
  writes: number;
}

let symbols = 0;

/** Stands for a text that only the real thing knows. */
export function newSymbol(): string {
  return `§${symbols++}`;
}

export function hashOf(data: Data): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(data)).digest("hex")}`;
}

interface Next {
  readonly op: RevisionOp;
  readonly status: RevisionStatus;
  readonly data: Data;
}

/** A new resource with its first revision. */
export function addResource(unit: Unit, model: Model, id: string, next: Omit<Next, "op">, stamp: Stamp): RevisionInfo {
  if (unit.state.resources.has(id)) unit.problems.push("DUPLICATE_RESOURCE");
  const times = {
    createdTime: unit.now,
    createdBy: stamp.actor ?? "anonymous",
    updatedTime: unit.now,
    updatedBy: stamp.actor ?? "anonymous",
  };
  const resource: Resource = { model, id, revisions: [], current: 0, isDeleted: false, ...times, past: [], tags: [] };
  unit.state.resources.set(id, resource);
  return append(unit, resource, { ...next, op: "create" }, stamp);
}

/** The next revision of a resource. */
export function append(unit: Unit, resource: Resource, { op, status, data }: Next, stamp: Stamp): RevisionInfo {
  const by = stamp.actor ?? "anonymous";
  const n = resource.revisions.length + 1;
  const info: RevisionInfo = {
    uid: newSymbol(),
    resourceId: resource.id,
    revisionId: `${resource.id}:${n}`,
    parentRevisionId: resource.current === 0 ? null : `${resource.id}:${resource.current}`,
    op,
    status,
    schemaVersion: "v1",
    dataHash: hashOf(data),
    reason: stamp.reason ?? null,
    changesetId: unit.changesetId,
    createdTime: unit.now,
    createdBy: by,
    updatedTime: unit.now,
    updatedBy: by,
  };
  resource.revisions.push({ info, data, modified: 0 });
  resource.current = n;
  resource.isDeleted = op === "delete";
  settle(unit, resource, op, stamp);
  return info;
}

/** The current draft gets other data, or another status. */
export function modify(unit: Unit, resource: Resource, { status, data }: Omit<Next, "op">, stamp: Stamp): RevisionInfo {
  const revision = currentOf(resource);
  const { actor: updatedBy = "anonymous", reason = revision.info.reason } = stamp;
  revision.info = {
    ...revision.info,
    status,
    dataHash: hashOf(data),
    reason,
    changesetId: unit.changesetId,
    updatedTime: unit.now,
    updatedBy,
  };
  revision.data = data;
  revision.modified += 1;
  settle(unit, resource, "modify", stamp);
  return revision.info;
}

export function pointAt(unit: Unit, resource: Resource, n: number, stamp: Stamp): ResourceMeta {
  resource.current = n;
  settle(unit, resource, "switch", stamp);
  return metaOf(resource, INDEXED[resource.model]);
}

/** Marks a resource as deleted, or removes it; those that refer to it follow, are changed, or stand in the way. */
export function remove(unit: Unit, resource: Resource, op: "delete" | "purge", stamp: Stamp): RevisionInfo | null {
  const info = op === "delete" ? repeat(unit, resource, op, stamp) : purge(unit, resource, stamp);
  const consequence = { ...stamp, reason: stamp.reason ?? "§any" };
  const gone = [resource.id];
  for (const target of gone) {
    for (const { resource: other, reference } of referrersOf(unit.state, target)) {
      if (reference.onDelete === "restrict") unit.restrictions.push({ target, referrer: other.id, path: reference.path });
      if (reference.onDelete !== "cascade" || other.isDeleted) continue;
      repeat(unit, other, "delete", consequence);
      gone.push(other.id);
    }
  }
  const cleared = gone.flatMap((target) => referrersOf(unit.state, target)).filter(({ reference }) => reference.onDelete === "setNull");
  for (const other of new Set(cleared.map(({ resource: each }) => each))) {
    const { data, info: before } = currentOf(other);
    const rest = clearReferences(other.model, data, (id) => gone.includes(id));
    append(unit, other, { op: "update", status: before.status, data: checkData(other.model, rest) }, consequence);
  }
  return info;
}

/** A revision that repeats the current data, with or without the mark. */
export function repeat(unit: Unit, resource: Resource, op: "delete" | "restore", stamp: Stamp): RevisionInfo {
  const { info, data } = currentOf(resource);
  return append(unit, resource, { op, status: info.status, data }, stamp);
}

function purge(unit: Unit, resource: Resource, stamp: Stamp): null {
  const { state } = unit;
  for (const [at, row] of state.log.entries()) {
    if (row.resourceId === resource.id) state.log[at] = { ...row, by: "", reason: null, requestId: null };
  }
  state.resources.delete(resource.id);
  log(unit, resource, "purge", stamp);
  return null;
}

/** All live resources that refer to one, and how. */
export function referrersOf(state: State, target: string) {
  return [...state.resources.values()].flatMap((resource) =>
    resource.isDeleted
      ? []
      : referencesOf(resource.model, currentOf(resource).data)
          .filter((reference) => reference.target === target)
          .map((reference) => ({ resource, reference })),
  );
}

/** What follows from every write to a resource that is there afterwards. */
function settle(unit: Unit, resource: Resource, op: RevisionOp | "modify" | "switch", stamp: Stamp): void {
  resource.updatedTime = unit.now;
  resource.updatedBy = stamp.actor ?? "anonymous";
  resource.past.push({ at: unit.now, n: resource.current, isDeleted: resource.isDeleted });
  resource.tags.push(tagOf(resource));
  if (!resource.isDeleted && hasDouble(unit.state, resource)) unit.problems.push("UNIQUE_VIOLATION");
  log(unit, resource, op, stamp);
}

function log(unit: Unit, resource: Resource, op: ChangeOp, stamp: Stamp): void {
  const { actor: by = "anonymous", reason = null, requestId = null } = stamp;
  const { model, id: resourceId } = resource;
  const { revisionId } = currentOf(resource).info;
  unit.state.log.push({
    unit: unit.state.units,
    model,
    resourceId,
    revisionId,
    op,
    at: unit.now,
    by,
    reason,
    requestId,
    changesetId: unit.changesetId,
  });
  unit.written.add(resourceId);
  unit.writes += 1;
}

function hasDouble({ resources }: State, resource: Resource): boolean {
  const values = uniqueValues(resource.model, currentOf(resource).data);
  return [...resources.values()].some(
    (other) =>
      other !== resource &&
      !other.isDeleted &&
      other.model === resource.model &&
      uniqueValues(other.model, currentOf(other).data).some((value) => values.includes(value)),
  );
}

/**
 * Looks at a whole unit, once all of it is made.
 *
 * @throws Refused with what stands against it first
 */
export function checkUnit({ state, restrictions, problems, written }: Unit): void {
  const isLive = (id: string) => state.resources.get(id)?.isDeleted === false;
  const broken = [...state.resources.values()].flatMap((resource) => (resource.isDeleted ? [] : brokenReferences(state, resource)));
  const isRestricted = restrictions.some(
    ({ target, referrer, path }) =>
      !isLive(target) && broken.some((each) => each.referrer === referrer && each.path === path && each.target === target),
  );
  if (isRestricted) throw new Refused("REFERENCED");
  const [first] = problems;
  if (first !== undefined) throw new Refused(first);
  if (broken.some(({ referrer }) => written.has(referrer))) throw new Refused("REFERENCE_NOT_FOUND");
  if (broken.length > 0) throw new Refused("REFERENCED");
}

/** What a resource refers to and must be there, and isn't. */
export function brokenReferences(state: State, resource: Resource) {
  return referencesOf(resource.model, currentOf(resource).data)
    .filter(({ onDelete, target, n }) => onDelete !== "dangling" && !isThere(state.resources.get(target), n))
    .map(({ path, target }) => ({ referrer: resource.id, path, target }));
}

function isThere(target: Resource | undefined, n: number | null): boolean {
  return target !== undefined && !target.isDeleted && (n === null || n <= target.revisions.length);
}

/** Same data and status: nothing to write. */
export function isSame({ info, data: before }: Revision, data: Data, status: RevisionStatus | undefined): boolean {
  return JSON.stringify(before) === JSON.stringify(data) && (status === undefined || status === info.status);
}
