import type { JobWrite, NewJobRow } from "../../stores/job-table.js";
import type { OperationContext } from "../context.js";
import type { ResourceMeta } from "../resource.js";
import { nextTime } from "../schedules/next-time.js";
import type { JobSettings } from "../spec.js";
import type { JobFacts } from "./job-facts.js";
import { FIRST_RECORD } from "./job-record.js";

/** What a write means for a job. */
export interface JobChange {
  /** Of the data that is current afterwards; undefined for a model without jobs, and where the data is gone. */
  readonly facts: JobFacts | undefined;
  /** The token under which the writer holds the job. */
  readonly holds?: string | undefined;
}

/** What becomes of the row of a job when its resource is written; undefined for a model without jobs. */
export function toJobWrite({ spec }: OperationContext, meta: ResourceMeta, { facts, holds }: JobChange): JobWrite | undefined {
  if (spec.job === undefined) return undefined;
  if (meta.isDeleted || facts?.state !== "pending") return { kind: "end", token: holds ?? null };
  return { kind: "wait", row: toRow(meta, facts, spec.job) };
}

/** The row of a job that waits. */
export function toRow(meta: Pick<ResourceMeta, "resourceId" | "createdTime" | "updatedTime">, facts: JobFacts, { concurrency }: JobSettings): NewJobRow {
  const { priority, concurrencyKey, schedule } = facts;
  const { resourceId } = meta;
  return { resourceId, priority, dueAt: dueAt(meta, facts), isSchedule: schedule !== null, concurrencyKey, concurrency, record: FIRST_RECORD };
}

/** A schedule without a time left is due at once: whoever looks at it ends it. */
function dueAt({ createdTime, updatedTime }: Pick<ResourceMeta, "createdTime" | "updatedTime">, { runAt, schedule }: JobFacts): string {
  if (schedule === null) return runAt?.toISOString() ?? updatedTime;
  const next = nextTime(schedule, runAt ?? new Date(createdTime), new Date(updatedTime));
  return next?.toISOString() ?? updatedTime;
}
