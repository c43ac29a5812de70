import type { OperationContext } from "../core/context.js";
import { isUnended } from "../core/jobs/find-row.js";
import { jobFactsOf } from "../core/jobs/job-facts.js";
import { toRow } from "../core/jobs/job-write.js";
import type { JobRow, NewJobRow } from "../stores/job-table.js";
import type { ResourceDump } from "../stores/meta-archive.js";
import type { Storage } from "../stores/storage.js";
import { readTexts, type FoundText, type PayloadSource } from "./payload-texts.js";

/** The row of a job that nobody holds, for the state that its resource has. */
export type WaitingRow = NewJobRow & Pick<JobRow, "etag">;

/** Those of some resources whose jobs have not ended; none of a model without jobs. */
export function unendedOf({ spec }: OperationContext, dumps: readonly ResourceDump[]): readonly ResourceDump[] {
  if (spec.job === undefined) return [];
  return dumps.filter(({ meta: { isDeleted, indexedData } }) => isUnended({ isDeleted, state: indexedData["state"] }));
}

/** Those whose jobs have not ended and have no row: nobody will ever run them. */
export async function withoutRow({ meta }: Storage, context: OperationContext, dumps: readonly ResourceDump[]): Promise<readonly ResourceDump[]> {
  const unended = unendedOf(context, dumps);
  if (unended.length === 0) return [];
  const rows = await meta.jobs.read(unended.map((dump) => dump.meta.resourceId));
  const known = new Set(rows.map(({ resourceId }) => resourceId));
  return unended.filter((dump) => !known.has(dump.meta.resourceId));
}

/**
 * The rows of jobs as their data has them: all wait, and nothing is known of attempts. None of those that have ended, and of those whose
 * data can't be read.
 *
 * @param dumps with their data, where the store keeps it.
 */
export async function deriveRows(source: PayloadSource, context: OperationContext, dumps: readonly ResourceDump[]): Promise<readonly WaitingRow[]> {
  const unended = unendedOf(context, dumps);
  if (unended.length === 0) return [];
  const texts = await readTexts(source, unended);
  return unended.flatMap((dump) => deriveRow(context, dump, texts) ?? []);
}

function deriveRow({ spec }: OperationContext, { meta, etag, revisions }: ResourceDump, texts: ReadonlyMap<string, FoundText>): WaitingRow | undefined {
  const current = revisions.find(({ info }) => info.value.revisionId === meta.currentRevisionId);
  const found = current && texts.get(current.payloadUid);
  if (spec.job === undefined || found === undefined || !("text" in found)) return undefined;
  try {
    const facts = jobFactsOf(JSON.parse(found.text));
    return facts.state === "pending" ? { ...toRow(meta, facts, spec.job), etag } : undefined;
  } catch {
    return undefined;
  }
}
