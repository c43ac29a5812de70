import type { StateWrite, StoredRevision } from "../stores/meta-store.js";
import type { JobFacts } from "./jobs/job-facts.js";
import { appendRevision, type PlannedState } from "./next-state.js";
import type { WriteOptions } from "./options.js";
import { createStamp } from "./stamp.js";
import type { Scope } from "./unit.js";
import { addWrite } from "./jobs/waiting-jobs.js";

export interface Repeat {
  readonly op: "delete" | "restore";
  readonly references: StateWrite["references"];
  /** Of the data, where it is to be restored. */
  readonly job?: JobFacts | undefined;
}

/** Plans a revision that repeats the current data: it shares the payload, and marks the resource as deleted or unmarks it. */
export function appendRepeat(
  scope: Scope,
  current: StoredRevision,
  { op, references, job }: Repeat,
  options: WriteOptions,
): PlannedState {
  const { unit, context } = scope;
  const { meta, revision, payloadUid } = current;
  const { resourceId, status, schemaVersion, dataHash } = revision.value;
  const { indexedData } = meta.value;
  const next = { resourceId, op, status, schemaVersion, dataHash, payload: { sameAs: payloadUid }, indexedData, references, job: { facts: job, holds: options.holds } };
  const planned = appendRevision(context, current, next, createStamp(context, unit, options));
  addWrite(scope, planned);
  return planned;
}
