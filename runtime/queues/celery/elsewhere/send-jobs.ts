import type { JobDesk, Progress } from "../../../jobs/job-desk.js";
import type { ClaimedRow } from "../../../stores/job-table.js";
import type { JobMessage } from "../../message-queue.js";
import type { Link } from "../link.js";
import type { Names } from "../names.js";
import { toTaskId } from "../protocol/task-ids.js";
import { writeTask } from "../protocol/task.js";

/** Takes jobs, and sends them to Celery's workers, who run them for us. What can't be sent waits again. */
export async function sendJobs(desk: JobDesk, link: Link, names: Names, messages: readonly JobMessage[]): Promise<void> {
  const rows = await desk.claim(messages.length, messages.map(({ resourceId }) => resourceId));
  const sent = await Promise.allSettled(rows.map((row) => sendJob(desk, link, names, row)));
  const failed = sent.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

async function sendJob(desk: JobDesk, link: Link, names: Names, row: ClaimedRow): Promise<void> {
  const id = taskIdOf(row);
  try {
    const { payload, attempt, timeout } = await desk.open(row);
    const task = { id, name: names.task, args: [payload], retries: attempt - 1, priority: row.priority, timeLimit: timeout };
    await link.sendTask(names.queue, writeTask({ ...task, replyTo: names.results }));
  } catch (error) {
    await desk.close(row, { kind: "handedBack" });
    throw error;
  }
  await desk.renew([{ row, progress: sentProgress(row) }]);
}

/** The task that stands for a job while it is held. */
export function taskIdOf({ resourceId, hold }: ClaimedRow): string {
  return toTaskId({ resourceId, token: hold.token });
}

/** What shows that a job has come to Celery: a job that is held without it never did, and its hold is to end by itself. */
export function sentProgress(row: ClaimedRow): Progress {
  return { value: 0, total: null, message: sentMessage(row) };
}

export function wasSent(row: ClaimedRow): boolean {
  return row.record.includes(JSON.stringify(sentMessage(row)));
}

function sentMessage(row: ClaimedRow): string {
  return `Sent to Celery as ${taskIdOf(row)}.`;
}
