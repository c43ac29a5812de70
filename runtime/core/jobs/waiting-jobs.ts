import type { NewJobRow } from "../../stores/job-table.js";
import type { OperationContext } from "../context.js";
import type { PlannedWrite, Scope } from "../unit.js";

type Listener = (row: NewJobRow) => void;

const listeners = new WeakMap<OperationContext, Listener>();

/** Has somebody told of each job of a model that waits, once the commit is done by which it does. It must not throw. */
export function onJobWaiting(context: OperationContext, listener: Listener): void {
  listeners.set(context, listener);
}

/** Plans a write, and that it is told of the job that waits by it. */
export function addWrite({ unit, context }: Scope, planned: PlannedWrite): void {
  unit.add(planned);
  const { job } = planned.write;
  if (job?.kind === "wait") unit.afterwards.push(async () => listeners.get(context)?.(job.row));
}
