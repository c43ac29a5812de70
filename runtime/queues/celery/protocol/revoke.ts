import { isObject, readJson } from "./read-json.js";
import { toOutgoing, type Outgoing, type Wire } from "./wire.js";

/** Where all workers of Celery listen for what they are told, each with a queue of its own. */
export const CONTROL_EXCHANGE = "celery.pidbox";

/** Tells all workers not to start a task; `terminate` ends the process that runs it, too. */
export function writeRevoke(taskId: string, terminate: boolean): Outgoing {
  const command = { method: "revoke", arguments: { task_id: taskId, terminate, signal: "SIGTERM" }, destination: null, pattern: null, matcher: null };
  return toOutgoing(command, { clock: 1 }, { deliveryMode: 1 });
}

/** The tasks that all workers are told not to run; none when they are told something else. */
export function readRevoked(wire: Wire): readonly string[] {
  const json = readJson(wire);
  if ("problem" in json || !isObject(json.value)) return [];
  const { method, arguments: given, destination } = json.value;
  // A destination names workers of Celery's, of which we are none.
  if (method !== "revoke" || !isObject(given) || (destination !== null && destination !== undefined)) return [];
  const ids: readonly unknown[] = Array.isArray(given["task_id"]) ? given["task_id"] : [given["task_id"]];
  return ids.filter((id) => typeof id === "string");
}
