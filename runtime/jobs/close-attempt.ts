import { isSpecstarError } from "../core/errors.js";
import { parseJobData, type JobData } from "../core/jobs/job-data.js";
import { printRecord, type JobRecord } from "../core/jobs/job-record.js";
import { recordOf } from "../core/jobs/record-of.js";
import type { ClaimedRow } from "../stores/job-table.js";
import type { Settlement } from "../queues/message-queue.js";
import { failuresOf, withEnd, withoutOpen } from "./attempts.js";
import { backoffAfter } from "./backoff.js";
import { endingOptions, later, maxRetriesOf, type Desk } from "./desk.js";
import { endJob, type Ending } from "./end-job.js";
import type { AttemptEnd } from "./job-desk.js";
import { readJobText } from "./read-job.js";

type Failure = Extract<AttemptEnd, { kind: "failed" }>;

const LOST: Settlement = { kind: "lost" };

/** Hands in how an attempt ended. */
export async function closeAttempt(desk: Desk, row: ClaimedRow, end: AttemptEnd): Promise<Settlement> {
  const record = recordOf(row);
  switch (end.kind) {
    case "completed":
      return complete(desk, row, record, end.result);
    case "failed":
      return fail(desk, row, record, end);
    case "cancelled":
      return cancel(desk, row, withEnd(record, desk.context.now(), "The job was cancelled."));
    case "snoozed":
      return putBack(desk, row, { record: withoutOpen(record), until: end.until, error: null });
    case "handedBack":
      return putBack(desk, row, { record: withoutOpen(record), until: new Date(row.dueAt), error: null });
  }
}

async function complete(desk: Desk, row: ClaimedRow, record: JobRecord, value: unknown): Promise<Settlement> {
  const { attempts } = withEnd(record, desk.context.now(), null);
  const result = value ?? null;
  const ending = { state: "completed", result, attempts } as const;
  try {
    return (await endOpened(desk, row, ending)) ? { kind: "completed", result } : LOST;
  } catch (error) {
    if (!isSpecstarError(error, "VALIDATION_FAILED")) throw error;
    return fail(desk, row, record, { kind: "failed", error: `The handler's result does not fit the model. ${error.message}`, isFinal: true });
  }
}

async function fail(desk: Desk, row: ClaimedRow, before: JobRecord, { error, isFinal }: Failure): Promise<Settlement> {
  const now = desk.context.now();
  const record = withEnd(before, now, error);
  const failures = failuresOf(record);
  if (!isFinal && failures <= maxRetriesOf(desk, await readData(desk, row))) {
    const until = later(now, backoffAfter(failures, desk.settings.backoff, desk.random()));
    return putBack(desk, row, { record, until: new Date(until), error });
  }
  const ending = { state: "failed", result: null, attempts: record.attempts } as const;
  return (await endOpened(desk, row, ending)) ? { kind: "failed", error } : LOST;
}

async function readData({ context, opened }: Desk, row: ClaimedRow): Promise<JobData> {
  return parseJobData((opened.get(row) ?? (await readJobText(context, row.resourceId))).text);
}

async function cancel(desk: Desk, row: ClaimedRow, { attempts }: JobRecord): Promise<Settlement> {
  const ending = { state: "cancelled", result: null, attempts } as const;
  return (await endOpened(desk, row, ending)) ? { kind: "cancelled", error: "The job was cancelled." } : LOST;
}

function endOpened(desk: Desk, row: ClaimedRow, ending: Ending): Promise<boolean> {
  return endJob(desk.context, row, ending, { ...endingOptions(desk, ending), known: desk.opened.get(row) });
}

interface PutBack {
  readonly record: JobRecord;
  readonly until: Date;
  readonly error: string | null;
}

/** A job that was to be cancelled meanwhile doesn't go back: a release would forget that. */
async function putBack(desk: Desk, row: ClaimedRow, { record, until, error }: PutBack): Promise<Settlement> {
  const { meta, index, now } = desk.context;
  const { resourceId, hold: { token } } = row;
  const text = printRecord(record);
  const [renewed] = await meta.jobs.renew([{ resourceId, token, leaseUntil: later(now(), desk.settings.lease), record: text }]);
  if (renewed === "cancelled") return cancel(desk, row, record);
  const isBack = renewed === "held" && (await meta.jobs.release(index, { resourceId, token, dueAt: until.toISOString(), record: text }));
  return isBack ? { kind: "waits", until, error } : LOST;
}
