import type { StoredRevision } from "../stores/meta-store.js";
import type { Facts } from "./facts.js";
import type { PlannedState } from "./next-state.js";
import type { ResourceMeta, RevisionInfo } from "./resource.js";

/** What a write did: the revision that is current now. */
export interface RevisionResult {
  readonly revision: Facts<RevisionInfo>;
  readonly meta: Facts<ResourceMeta>;
  /** Without quotes. */
  readonly etag: string;
}

/** What a planned write will have done. */
export function toResult({ after }: PlannedState): RevisionResult {
  return unchanged(after);
}

/** What a write comes to that changes nothing. */
export function unchanged({ revision, meta, etag }: StoredRevision): RevisionResult {
  return { revision, meta, etag };
}
