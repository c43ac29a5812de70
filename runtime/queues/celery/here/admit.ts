import { isSpecstarError } from "../../../core/errors.js";
import type { JobDesk } from "../../../jobs/job-desk.js";
import type { Names } from "../names.js";
import { isJobOf, toResourceId } from "../protocol/task-ids.js";
import { readTask, type Asked, type Task } from "../protocol/task.js";
import type { Wire } from "../protocol/wire.js";

/** What is to become of a message of a queue of ours. */
export type Admission =
  /** There is a job for it; `isOurs`: one that we have sent ourselves, which its table knows better than the message. */
  | { readonly kind: "job"; readonly task: Task; readonly resourceId: string; readonly isOurs: boolean }
  /** Not before its time. */
  | { readonly kind: "later"; readonly until: number }
  /** Revoked, or too late: if there is a job for it, that is to end. */
  | { readonly kind: "over"; readonly task: Task; readonly resourceId: string; readonly reason: string }
  /** Not to be run, ever. */
  | { readonly kind: "refused"; readonly asked: Asked | null; readonly problem: string };

/** Reads a message, and makes a job for a task that others have sent. */
export async function admit(desk: JobDesk, names: Names, wire: Wire, isRevoked: (taskId: string) => boolean): Promise<Admission> {
  const read = readTask(wire);
  if ("problem" in read) return { kind: "refused", ...read };
  const { task } = read;
  if (task.name !== names.task) return refuse(task, `There is no task "${task.name}" here: this queue is for "${names.task}".`);
  const resourceId = toResourceId(names.model, task.id);
  const isOurs = isJobOf(names.model, task.id);
  if (!isOurs && isRevoked(task.id)) return { kind: "over", task, resourceId, reason: "revoked" };
  if (!isOurs && task.expires !== null && task.expires.getTime() <= Date.now()) return { kind: "over", task, resourceId, reason: "expired" };
  if (task.eta !== null && task.eta.getTime() > Date.now()) return { kind: "later", until: task.eta.getTime() };
  return isOurs ? { kind: "job", task, resourceId, isOurs } : adopt(desk, task, resourceId);
}

async function adopt(desk: JobDesk, task: Task, resourceId: string): Promise<Admission> {
  if (task.args.length !== 1) return refuse(task, `It has ${task.args.length} arguments: the payload is to be its only one.`);
  try {
    await desk.adopt(resourceId, task.args[0]);
    return { kind: "job", task, resourceId, isOurs: false };
  } catch (error) {
    if (!isSpecstarError(error, "VALIDATION_FAILED")) throw error;
    const problems = error.problems.map(({ path, message }) => `${path}: ${message}`);
    return refuse(task, [error.message, ...problems].join(" "));
  }
}

function refuse(asked: Asked, problem: string): Admission {
  return { kind: "refused", asked, problem };
}
