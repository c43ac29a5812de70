import type { Storage } from "../stores/storage.js";
import type { JobHandler } from "./job-context.js";
import type { KeeperDesk } from "./keeper-desk.js";
import { startKeeper } from "./keeper.js";
import { queueOf } from "./queue-of.js";
import { startWorker, type Worker, type WorkerOptions } from "./worker.js";

/** What the manager of a job model is for those who run its jobs. */
interface Consumable {
  readonly storage: Storage;
  readonly desk: KeeperDesk;
}

/** What runs the jobs of a manager. */
export type HandlerOf<Manager extends { startConsume(handler: never, options?: WorkerOptions): Worker }> = Parameters<Manager["startConsume"]>[0];

/**
 * Starts a worker for each model that has a handler, and one keeper for all models. Both go by the same names.
 *
 * @throws RangeError when the concurrency is no whole number from 1 on.
 */
export function startWorkers(
  managers: Readonly<Record<string, Consumable>>,
  handlers: Readonly<Record<string, JobHandler<never, unknown> | undefined>>,
  { signal, ...options }: WorkerOptions = {},
): Worker {
  const workers = Object.entries(managers).flatMap(([name, manager]) => {
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
    return handler === undefined ? [] : [startWorker(manager.desk, queueOf(manager.storage), handler, options)];
  });
  const keeper = keep(Object.values(managers), options);
  const stop: Worker["stop"] = async (stopOptions) => {
    signal?.removeEventListener("abort", onSignal);
    await Promise.all([...workers.map((worker) => worker.stop(stopOptions)), keeper?.stop()]);
  };
  const onSignal = () => void stop();
  signal?.addEventListener("abort", onSignal);
  if (signal?.aborted === true) onSignal();
  return { stop };
}

/** The keeper of the storage that all of them share; none without any. */
function keep(managers: readonly Consumable[], { onTrouble }: WorkerOptions) {
  const [first] = managers;
  return first && startKeeper(managers.map(({ desk }) => desk), queueOf(first.storage), { onTrouble });
}
