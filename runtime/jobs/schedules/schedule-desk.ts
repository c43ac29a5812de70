import { randomUUID } from "node:crypto";
import type { OperationContext } from "../../core/context.js";
import { jobFactsOf } from "../../core/jobs/job-facts.js";
import type { JobMessage } from "../../queues/message-queue.js";
import type { ClaimedRow } from "../../stores/job-table.js";
import { createOnce } from "../create-once.js";
import { later, type Desk } from "../desk.js";
import type { OpenedSchedule } from "../keeper-desk.js";
import { readJob } from "../read-job.js";
import { firedId } from "./fired-id.js";

/** The longest time for which a schedule is held: when its keeper dies, another one is to find its time before that counts as missed. */
const LONGEST_LEASE = 30_000;

/** Takes schedules whose next time has come. */
export async function claimSchedules({ context, settings }: Desk, time: Date, limit: number): Promise<readonly ClaimedRow[]> {
  const { meta, index } = context;
  const now = time.toISOString();
  const leaseUntil = later(now, Math.min(settings.lease, LONGEST_LEASE));
  return meta.jobs.claim(index, { token: randomUUID(), now, leaseUntil, limit, schedules: true });
}

/**
 * Reads a schedule, and what its jobs are made with: all that it says itself, but what belongs to a run.
 *
 * @throws RESOURCE_NOT_FOUND; Error when it is no schedule
 */
export async function openSchedule(context: OperationContext, resourceId: string): Promise<OpenedSchedule> {
  const { data, createdTime } = await readJob(context, resourceId);
  const { schedule, runAt, priority } = jobFactsOf(data);
  if (schedule === null) throw new Error(`${resourceId} is no schedule.`);
  const fresh = { state: "pending", result: null, attempts: [], log: null, dedupeKey: null };
  const job = { ...data, ...fresh, schedule: null, runAt: null, firedBy: resourceId };
  return { schedule, start: runAt ?? new Date(createdTime), priority, job };
}

/** Makes the job of a schedule for one of its times, unless it is there. */
export async function fireOnce({ context, worker }: Desk, resourceId: string, { job, priority }: OpenedSchedule, time: Date): Promise<JobMessage> {
  const id = firedId(resourceId, time);
  await createOnce(context, job, { id, actor: worker, reason: `A time of ${resourceId} has come.` });
  return { model: context.model, resourceId: id, priority };
}
