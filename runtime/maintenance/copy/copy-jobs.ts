import type { OperationContext } from "../../core/context.js";
import { equalJson } from "../../core/patch/equal-json.js";
import type { JobRow } from "../../stores/job-table.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import { deriveRows, unendedOf, type WaitingRow } from "../job-rows.js";
import { listPages } from "../list-resources.js";
import { toWaiting } from "./as-waiting.js";
import type { Copying } from "./copying.js";

/**
 * Brings the rows of the jobs that have not ended at the target, where all of them wait. What the source doesn't know of one, because it
 * has ended there meanwhile, its data says. Returns how many came; those that are there and the same stay.
 */
export async function copyJobs(copying: Copying): Promise<number> {
  const { to, models } = copying;
  let copied = 0;
  for (const context of models.values()) {
    if (context.spec.job === undefined) continue;
    for await (const { dumps } of listPages(to.meta.archive, context.index, to.meta.keepsPayloads)) copied += await copyPage(copying, context, unendedOf(context, dumps));
  }
  return copied;
}

async function copyPage({ from, to }: Copying, context: OperationContext, dumps: readonly ResourceDump[]): Promise<number> {
  const ids = dumps.map(({ meta }) => meta.resourceId);
  if (ids.length === 0) return 0;
  const [sources, targets] = await Promise.all([readRows(from, ids), readRows(to, ids)]);
  const known = dumps.flatMap(({ meta, etag }): WaitingRow[] => {
    const row = sources.get(meta.resourceId);
    return row?.etag === etag ? [toWaiting(row)] : [];
  });
  const found = new Set(known.map(({ resourceId }) => resourceId));
  const derived = await deriveRows(to, context, dumps.filter(({ meta }) => !found.has(meta.resourceId)));
  const wanted = [...known, ...derived];
  const stale = wanted.filter((row) => !isSameRow(row, targets.get(row.resourceId))).map(({ resourceId }) => resourceId);
  await to.meta.jobs.drop(stale);
  return to.meta.jobs.restore(context.index, wanted);
}

async function readRows({ meta }: Copying["from"], resourceIds: readonly string[]): Promise<ReadonlyMap<string, JobRow>> {
  return new Map((await meta.jobs.read(resourceIds)).map((row) => [row.resourceId, row]));
}

function isSameRow(wanted: WaitingRow, row: JobRow | undefined): boolean {
  return row !== undefined && row.hold === null && equalJson(wanted, toWaiting(row));
}
