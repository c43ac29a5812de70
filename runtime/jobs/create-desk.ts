import type { OperationContext } from "../core/context.js";
import { createToken } from "../core/jobs/hold-token.js";
import { parseJobData } from "../core/jobs/job-data.js";
import { parseRecord, printRecord } from "../core/jobs/job-record.js";
import type { JobSettings } from "../core/spec.js";
import type { ClaimedRow } from "../stores/job-table.js";
import { failuresOf } from "./attempts.js";
import { checkHolds } from "./check-holds.js";
import { closeAttempt } from "./close-attempt.js";
import { createOnce } from "./create-once.js";
import { later, maxRetriesOf, type Desk } from "./desk.js";
import type { OpenedJob } from "./job-desk.js";
import type { KeeperDesk } from "./keeper-desk.js";
import { noteFailure } from "./note-failure.js";
import { readJobText } from "./read-job.js";
import { observeAttempt, tellEnd } from "./tell-observer.js";
import { readOutcome } from "./read-outcome.js";
import { claimSchedules, fireOnce, openSchedule } from "./schedules/schedule-desk.js";
import { takeRow } from "./take-row.js";
import { noteSent, takeUnsent } from "./take-unsent.js";

export interface DeskOptions {
  /** Who takes the jobs: for people, in their records and as the author of their last revisions. */
  readonly worker: string;
  /** How often a failed job runs again when neither it nor its model says so. */
  readonly maxRetries: number;
  /** From 0 to below 1: by how much a failed job waits longer than it must. */
  readonly random: () => number;
}

/** The desk of a model whose resources are jobs. */
export function createDesk(context: OperationContext, settings: JobSettings, options: DeskOptions): KeeperDesk {
  const { model, meta, index } = context;
  const desk: Desk = { context, settings, opened: new WeakMap(), ...options };
  const leaseUntil = () => later(context.now(), settings.lease);
  return {
    model,
    settings,
    async claim(limit, only) {
      const now = context.now();
      const token = createToken({ worker: options.worker, startedAt: now });
      return takeRows(desk, await meta.jobs.claim(index, { token, now, leaseUntil: leaseUntil(), limit, schedules: false, only }), now);
    },
    open: (row) => openJob(desk, row),
    observed: (row, run) => observeAttempt(context, row, run),
    renew: (held) =>
      meta.jobs.renew(
        held.map(({ row: { resourceId, hold, record }, progress }) => {
          const kept = progress === undefined ? null : printRecord({ ...parseRecord(record), progress });
          return { resourceId, token: hold.token, leaseUntil: leaseUntil(), record: kept };
        }),
      ),
    check: (rows) => checkHolds(meta.jobs, rows),
    close: (row, end) => tellEnd(context, row, closeAttempt(desk, row, end)),
    noteFailure: async (row, error) => void (await tellEnd(context, row, noteFailure(desk, row, error))),
    log: ({ resourceId, hold }, text) => meta.jobs.appendLog(resourceId, hold.token, text),
    adopt: (id, payload) => createOnce(context, { payload }, { id, actor: options.worker, reason: "Somebody else asked for the job." }),
    read: (resourceIds) => meta.jobs.read(resourceIds),
    list: (page) => meta.jobs.list(index, page),
    requestCancel: async (resourceId) => void (await meta.jobs.requestCancel(resourceId)),
    outcome: (resourceId) => readOutcome(context, resourceId),
    takeUnsent: (now, limit) => takeUnsent(context, now, limit),
    noteSent: (now, messages) => noteSent(context, now, messages),
    claimSchedules: (now, limit) => claimSchedules(desk, now, limit),
    openSchedule: ({ resourceId }) => openSchedule(context, resourceId),
    fire: ({ resourceId }, opened, time) => fireOnce(desk, resourceId, opened, time),
  };
}

/** One that can't be taken keeps none of the others from being run: its lease ends, and it is looked at again. */
async function takeRows(desk: Desk, rows: readonly ClaimedRow[], now: string): Promise<readonly ClaimedRow[]> {
  const takes = await Promise.allSettled(rows.map((row) => takeRow(desk, row, now)));
  const taken = takes.flatMap((take) => (take.status === "fulfilled" && take.value !== undefined ? [take.value] : []));
  const failed = takes.find((take) => take.status === "rejected");
  if (taken.length === 0 && failed !== undefined) throw failed.reason;
  return taken;
}

async function openJob(desk: Desk, row: ClaimedRow): Promise<OpenedJob> {
  const job = await readJobText(desk.context, row.resourceId);
  desk.opened.set(row, job);
  const data = parseJobData(job.text);
  return {
    payload: data.payload,
    attempt: failuresOf(parseRecord(row.record)) + 1,
    maxRetries: maxRetriesOf(desk, data),
    timeout: data.timeout === null ? desk.settings.timeout : data.timeout * 1000,
  };
}
