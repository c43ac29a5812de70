import type { Settlement } from "../../message-queue.js";
import type { Link } from "../link.js";
import { writeAnswer, type Answer } from "../protocol/answer.js";
import { writeAgain, type Asked, type Task } from "../protocol/task.js";
import type { Wire } from "../protocol/wire.js";

type Waits = Extract<Settlement, { kind: "waits" }>;
type Ended = Exclude<Settlement, { kind: "waits" | "lost" }>;

interface ReceivedTask {
  readonly task: Task;
  readonly wire: Wire;
}

/** Tells the one who asked for a task what has become of it, unless nobody wants to know. */
export async function answer(link: Link, asked: Asked, said: Exclude<Answer, { status: "OTHER" }>): Promise<void> {
  if (asked.replyTo !== null) await link.sendAnswer(asked.replyTo, writeAnswer(asked, said));
}

/** What Celery calls an end. */
export function toAnswer(end: Ended): Exclude<Answer, { status: "OTHER" }> {
  if (end.kind === "completed") return { status: "SUCCESS", result: end.result };
  return { status: end.kind === "failed" ? "FAILURE" : "REVOKED", error: end.error };
}

/** Sends a task back to its queue, to be tried again later, as Celery does it; one who asked hears of a failure. */
export async function sendAgain(link: Link, queue: string, received: ReceivedTask, { until: eta, error }: Waits): Promise<void> {
  const { wire, task } = received;
  if (error !== null) await answer(link, task, { status: "RETRY", error });
  await link.sendTask(queue, writeAgain(wire, task, { retries: error === null ? task.retries : task.retries + 1, eta }));
}
