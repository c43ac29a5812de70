import { createHash } from "node:crypto";

/** What may follow the colon in a resource's id, and what a task that was sent from elsewhere may be called. */
const ID_REST = /^[A-Za-z0-9._-]{1,128}$/;

/** Of what tells the runs of a job apart, in hexadecimal digits. */
const RUN_LENGTH = 32;

/** One run of a job, as Celery knows it. The hold is in it: what comes of an earlier run is told apart. */
export interface Run {
  readonly resourceId: string;
  readonly token: string;
}

/** The token can be long, and AMQP's correlation ids are not. */
export function toTaskId({ resourceId, token }: Run): string {
  return `${resourceId}/${createHash("sha256").update(token).digest("hex").slice(0, RUN_LENGTH)}`;
}

/** The job of a model that a task is a run of; undefined when it is nothing of the kind. */
export function jobOfTask(model: string, taskId: string): string | undefined {
  const slash = taskId.indexOf("/");
  return slash === -1 || !isJobOf(model, taskId) ? undefined : taskId.slice(0, slash);
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
