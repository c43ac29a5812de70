import type { AttemptEnd, JobDesk } from "../../../jobs/job-desk.js";
import type { ClaimedRow, JobRow } from "../../../stores/job-table.js";
import { readAnswer, type Answer } from "../protocol/answer.js";
import { jobOfTask } from "../protocol/task-ids.js";
import type { Wire } from "../protocol/wire.js";
import { taskIdOf } from "./send-jobs.js";

/** Takes in what became of a job at Celery. What nobody waits for, such as the end of a run that was given up, is dropped. */
export async function takeResult(desk: JobDesk, wire: Wire): Promise<void> {
  const answered = readAnswer(wire);
  const resourceId = answered && jobOfTask(desk.model, answered.id);
  if (answered === undefined || resourceId === undefined) return;
  const row = toHeld((await desk.read([resourceId]))[0]);
  if (row === undefined || taskIdOf(row) !== answered.id) return;
  const { answer } = answered;
  // Celery tries it again by itself: the job goes on.
  if (answer.status === "RETRY") await desk.noteFailure(row, answer.error);
  const end = toEnd(answer);
  if (end !== undefined) await desk.close(row, end);
}

function toEnd(answer: Answer): AttemptEnd | undefined {
  switch (answer.status) {
    case "SUCCESS":
      return { kind: "completed", result: answer.result };
    case "FAILURE":
      return { kind: "failed", error: answer.error, isFinal: false };
    case "REVOKED":
      return { kind: "cancelled" };
    default:
      return undefined;
  }
}

/** The row of a job that somebody holds. */
export function toHeld(row: JobRow | undefined): ClaimedRow | undefined {
  return row === undefined || row.hold === null || row.isSchedule ? undefined : { ...row, hold: row.hold, wasLost: false };
}
