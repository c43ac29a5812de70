import { isObject, readJson } from "./read-json.js";
import type { Asked } from "./task.js";
import { toOutgoing, type Outgoing, type Wire } from "./wire.js";

/** What has become of a task. */
export type Answer =
  | { readonly status: "SUCCESS"; readonly result: unknown }
  /** RETRY is not the end. */
  | { readonly status: "FAILURE" | "RETRY" | "REVOKED"; readonly error: string }
  /** Nothing to act on. */
  | { readonly status: "OTHER" };

export interface AnsweredTask {
  readonly id: string;
  readonly answer: Answer;
}

const EXCEPTIONS = {
  FAILURE: { exc_type: "RuntimeError", exc_module: "builtins" },
  RETRY: { exc_type: "RuntimeError", exc_module: "builtins" },
  REVOKED: { exc_type: "TaskRevokedError", exc_module: "celery.exceptions" },
} as const;

/** The message that Celery's `rpc://` back end waits for. */
export function writeAnswer({ id, correlationId }: Asked, answer: Exclude<Answer, { status: "OTHER" }>): Outgoing {
  const result = answer.status === "SUCCESS" ? answer.result : { ...EXCEPTIONS[answer.status], exc_message: [answer.error] };
  return toOutgoing({ task_id: id, status: answer.status, result, traceback: null, children: [] }, {}, { deliveryMode: 2, correlationId });
}

/** Reads what Celery sends of a task; undefined when it is nothing of the kind. */
export function readAnswer(wire: Wire): AnsweredTask | undefined {
  const json = readJson(wire);
  if ("problem" in json || !isObject(json.value)) return undefined;
  const { task_id: id, status, result, traceback } = json.value;
  if (typeof id !== "string" || typeof status !== "string") return undefined;
  if (status === "SUCCESS") return { id, answer: { status, result: result ?? null } };
  if (status !== "FAILURE" && status !== "RETRY" && status !== "REVOKED") return { id, answer: { status: "OTHER" } };
  return { id, answer: { status, error: describeException(result, traceback) } };
}

const LONGEST_TRACEBACK = 10_000;

/** `ValueError: message`, and below it where that was. Of a long traceback the end, where the cause is. */
function describeException(exception: unknown, traceback: unknown): string {
  const head = isObject(exception) ? `${String(exception["exc_type"])}: ${describeMessage(exception["exc_message"])}` : describeMessage(exception);
  return typeof traceback === "string" && traceback !== "" ? `${head}\n${traceback.slice(-LONGEST_TRACEBACK)}` : head;
}

function describeMessage(message: unknown): string {
  const parts = Array.isArray(message) ? message : [message];
  return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part ?? null))).join(", ").slice(0, LONGEST_TRACEBACK);
}
