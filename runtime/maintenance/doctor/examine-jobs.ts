import type { OperationContext } from "../../core/context.js";
import { isUnended } from "../../core/jobs/find-row.js";
import type { JobRow } from "../../stores/job-table.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { Storage } from "../../stores/storage.js";
import { readMany } from "../copy/read-one.js";
import { deriveRows, withoutRow } from "../job-rows.js";
import { listPages } from "../list-resources.js";
import { examineNeglect } from "./examine-neglect.js";
import type { Examination } from "./examination.js";
import { BY_REPAIR, type Finding } from "./finding.js";
import { listRowPages } from "./list-rows.js";

/** Compares the jobs of a model that have not ended with their rows, and looks for those that nobody takes. */
export async function* examineJobs(examination: Examination, context: OperationContext): AsyncIterable<Finding> {
  if (context.spec.job === undefined) return;
  yield* missingRows(examination, context);
  yield* strayRows(examination, context);
  yield* examineNeglect(examination, context, context.spec.job);
}

async function* missingRows(examination: Examination, context: OperationContext): AsyncIterable<Finding> {
  const { storage } = examination;
  for await (const { dumps } of listPages(storage.meta.archive, context.index, false)) {
    const suspects = await withoutRow(storage, context, dumps);
    if (suspects.length === 0) continue;
    await examination.settle();
    const again = await withoutRow(storage, context, await readMany(storage, context, suspects.map(idOf), false));
    const mended = examination.repair ? await mendRows(storage, context, again.map(idOf)) : undefined;
    for (const id of again.map(idOf)) {
      const message = `The job ${id} has not ended, and nothing is known of it where workers look: nobody will run it.`;
      yield toFinding(context, { kind: "missing-job-row", id, message, repaired: mended?.has(id) });
    }
  }
}

async function* strayRows(examination: Examination, context: OperationContext): AsyncIterable<Finding> {
  const { storage } = examination;
  for await (const rows of listRowPages(storage.meta.jobs, context.index)) {
    const suspects = await findStray(storage, context, rows);
    if (suspects.length === 0) continue;
    await examination.settle();
    const etags = new Map(suspects.map(({ row }) => [row.resourceId, row.etag]));
    // A row that was written meanwhile is another one.
    const same = (await storage.meta.jobs.read([...etags.keys()])).filter(({ resourceId, etag }) => etags.get(resourceId) === etag);
    const again = await findStray(storage, context, same);
    const ids = again.map(({ row }) => row.resourceId);
    if (examination.repair) {
      await storage.meta.jobs.drop(ids);
      await mendRows(storage, context, ids);
    }
    for (const { row, why } of again) {
      const message = `Workers find a job ${row.resourceId}, whose resource ${why}.`;
      yield toFinding(context, { kind: "stray-job-row", id: row.resourceId, message, repaired: examination.repair ? true : undefined });
    }
  }
}

interface StrayRow {
  readonly row: JobRow;
  readonly why: string;
}

async function findStray(storage: Storage, context: OperationContext, rows: readonly JobRow[]): Promise<readonly StrayRow[]> {
  const dumps = await readMany(storage, context, rows.map(({ resourceId }) => resourceId), false);
  const byId = new Map(dumps.map((dump) => [idOf(dump), dump]));
  return rows.flatMap((row) => {
    const why = whyStray(row, byId.get(row.resourceId));
    return why === undefined ? [] : [{ row, why }];
  });
}

function whyStray({ etag }: JobRow, dump: ResourceDump | undefined): string | undefined {
  if (dump === undefined) return "is gone";
  const { isDeleted, indexedData } = dump.meta;
  if (isDeleted) return "is deleted";
  if (!isUnended({ isDeleted, state: indexedData["state"] })) return "has ended";
  return dump.etag === etag ? undefined : "has changed since";
}

/** Gives the jobs their rows that have not ended and have none. Returns the ids of those that have one now. */
async function mendRows(storage: Storage, context: OperationContext, resourceIds: readonly string[]): Promise<ReadonlySet<string>> {
  const dumps = await readMany(storage, context, resourceIds, storage.meta.keepsPayloads);
  const rows = await deriveRows(storage, context, dumps);
  await storage.meta.jobs.restore(context.index, rows);
  return new Set(rows.map(({ resourceId }) => resourceId));
}

interface RowFinding extends Pick<Finding, "kind" | "message"> {
  readonly id: string;
  readonly repaired: boolean | undefined;
}

function toFinding({ model }: OperationContext, { kind, id, message, repaired }: RowFinding): Finding {
  return { kind, severity: "error", model, resourceId: id, message, advice: BY_REPAIR, repairable: true, ...(repaired === undefined ? {} : { repaired }) };
}

function idOf({ meta }: ResourceDump): string {
  return meta.resourceId;
}
