import type { OperationContext } from "../../core/context.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { Examination } from "./examination.js";

/** Those of these resources whose jobs have not ended, by rows of the states that they have: what they are searched by changes without a revision. */
export async function readUnended({ storage }: Examination, { spec }: OperationContext, dumps: readonly ResourceDump[]): Promise<ReadonlySet<string>> {
  if (spec.job === undefined) return new Set();
  const rows = await storage.meta.jobs.read(dumps.map(({ meta }) => meta.resourceId));
  const etags = new Map(dumps.map(({ meta, etag }) => [meta.resourceId, etag]));
  return new Set(rows.flatMap(({ resourceId, etag }) => (etags.get(resourceId) === etag ? [resourceId] : [])));
}

/** What is derived of a job, with the state that it is searched by at present. */
export function withShownState(derived: ResourceDump, { meta }: ResourceDump): ResourceDump {
  const { state = null } = meta.indexedData;
  return { ...derived, meta: { ...derived.meta, indexedData: { ...derived.meta.indexedData, state } } };
}
