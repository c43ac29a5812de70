import type { Change, ErrorCode, ResourceMeta, RevisionInfo } from "@specstar/runtime";
import type { Data, Model } from "../models.js";

/** Everything there is, in plain maps; copied before each write, so that one that is refused leaves no trace. */
export interface State {
  readonly resources: Map<string, Resource>;
  readonly log: Row[];
  /** Grows with every unit that wrote something. */
  units: number;
}

export interface Resource {
  readonly model: Model;
  readonly id: string;
  readonly revisions: Revision[];
  /** The number of the current revision. */
  current: number;
  isDeleted: boolean;
  readonly createdTime: string;
  readonly createdBy: string;
  updatedTime: string;
  updatedBy: string;
  /** Which revision was current since when. */
  readonly past: { readonly at: string; readonly n: number; readonly isDeleted: boolean }[];
  /** All ETags that it has had. */
  readonly tags: string[];
}

export interface Revision {
  info: RevisionInfo;
  data: Data;
  /** How often it was modified. */
  modified: number;
}

export type Row = Omit<Change, "seq"> & { readonly unit: number };

/** A refusal of the oracle's. */
export class Refused extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

export function currentOf(resource: Resource): Revision {
  return revisionOf(resource, resource.current);
}

/** @throws Refused REVISION_NOT_FOUND */
export function revisionOf(resource: Resource, n: number): Revision {
  const revision = resource.revisions[n - 1];
  if (revision === undefined) throw new Refused("REVISION_NOT_FOUND");
  return revision;
}

/** `<uid>`, or `<uid>.<k>` once the current draft has been modified k times. */
export function tagOf(resource: Resource): string {
  const { info, modified } = currentOf(resource);
  return modified === 0 ? info.uid : `${info.uid}.${modified}`;
}

export function metaOf(resource: Resource, indexed: readonly string[]): ResourceMeta {
  const { info, data } = currentOf(resource);
  const { id: resourceId, createdTime, createdBy, updatedTime, updatedBy, isDeleted } = resource;
  return {
    resourceId,
    currentRevisionId: info.revisionId,
    schemaVersion: "v1",
    totalRevisionCount: resource.revisions.length,
    createdTime,
    createdBy,
    updatedTime,
    updatedBy,
    isDeleted,
    indexedData: Object.fromEntries(indexed.map((path) => [path, indexedValue(data[path])])),
  };
}

function indexedValue(value: unknown): ResourceMeta["indexedData"][string] {
  if (typeof value === "string" || typeof value === "number") return value;
  return Array.isArray(value) ? [...new Set(value.map(String))] : null;
}
