import type { OperationContext } from "../../core/context.js";
import { parseRecord, printRecord } from "../../core/jobs/job-record.js";
import type { JobRow } from "../../stores/job-table.js";
import type { ResourceDump } from "../../stores/meta-archive.js";
import type { WaitingRow } from "../job-rows.js";

/** A resource as a copy has it: who holds its job at the source doesn't hold it at the target. */
export function asWaiting({ spec }: OperationContext, dump: ResourceDump): ResourceDump {
  const { indexedData } = dump.meta;
  if (spec.job === undefined || indexedData["state"] !== "running") return dump;
  return { ...dump, meta: { ...dump.meta, indexedData: { ...indexedData, state: "pending" } } };
}

/** The same of its row. The attempt that is under way is another's. */
export function toWaiting({ resourceId, etag, priority, dueAt, isSchedule, concurrencyKey, concurrency, hold, record }: JobRow): WaitingRow {
  return { resourceId, etag, priority, dueAt, isSchedule, concurrencyKey, concurrency, record: hold === null ? record : withoutOpen(record) };
}

function withoutOpen(record: string): string {
  const { attempts, losses, worker } = parseRecord(record);
  return printRecord({ attempts: attempts.filter(({ endedAt }) => endedAt !== null), losses, progress: null, worker });
}
