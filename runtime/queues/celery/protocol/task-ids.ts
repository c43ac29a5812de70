import { createHash } from "node:crypto";

/** What may follow the colon in a resource's id, and what a task that was sent from elsewhere may be called. */
const ID_REST = /^[A-Za-z0-9._-]{1,128}$/;

/** One run of a job, as Celery knows it. The hold is in it: what comes of an earlier run is told apart. */
export interface Run {
  readonly resourceId: string;
  readonly token: string;
}

export function toTaskId({ resourceId, token }: Run): string {
  return `${resourceId}/${token}`;
}

/** The run of a job of a model; undefined when the task is nothing of the kind. */
export function parseTaskId(model: string, taskId: string): Run | undefined {
  const slash = taskId.indexOf("/");
  if (slash === -1 || !isJobOf(model, taskId)) return undefined;
  return { resourceId: taskId.slice(0, slash), token: taskId.slice(slash + 1) };
}

/** Whether a task stands for a job that we have made ourselves. */
export function isJobOf(model: string, taskId: string): boolean {
  return taskId.startsWith(`${model}:`);
}

/** The id of the job that stands for a task; always the same for a task. */
export function toResourceId(model: string, taskId: string): string {
  if (isJobOf(model, taskId)) return taskId;
  return `${model}:${ID_REST.test(taskId) ? taskId : createHash("sha256").update(taskId).digest("hex")}`;
}
