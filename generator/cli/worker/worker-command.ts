import { untilStopped } from "../dev/until-stopped.js";
import { EXIT } from "../exit-code.js";
import { withJobs } from "../jobs/open-jobs.js";
import { toLine } from "../jobs/printable.js";
import type { Settlement, WorkerOptions } from "../jobs/runtime.js";
import type { World } from "../world.js";
import { loadHandlers, pickHandlers } from "./load-handlers.js";

export interface WorkerFlags {
  readonly only?: readonly string[];
  readonly concurrency: number;
  /** In milliseconds. */
  readonly grace: number;
  readonly config: string;
}

/** npm passes on a Ctrl-C that the terminal has sent to all of its processes: these signals are one wish. */
const ONE_WISH_MS = 500;

/** `specstar worker`: runs the handlers of a module of the project until it is stopped. */
export async function workerCommand(root: string, module: string | undefined, flags: WorkerFlags, world: World): Promise<number> {
  const { only, concurrency, grace } = flags;
  return withJobs(root, { backend: flags.config, world }, async (jobs) => {
    const handlers = pickHandlers(await loadHandlers(root, module ?? jobs.config.workers, jobs), only);
    const worker = jobs.startWorkers(handlers, { concurrency, ...listen(world) });
    world.stderr(`${introduce(Object.keys(handlers), concurrency)}; ${jobs.storage.queue?.description ?? "simple queue, in the storage"}. Ctrl-C stops.\n`);
    await untilStopped(world);
    ignoreEchoes(world);
    world.stderr(`Stopping: what runs has ${grace / 1000} s to end. A second Ctrl-C ends at once.\n`);
    await worker.stop({ grace });
    world.leave();
    return EXIT.ok;
  });
}

/** Without a handler it still fires schedules, and serves a queue whose jobs are run elsewhere. */
function introduce(names: readonly string[], concurrency: number): string {
  return names.length === 0 ? "Keeping schedules and the queue, running no job" : `Running ${names.join(", ")}, ${concurrency} at a time of each`;
}

function listen(world: World): Pick<WorkerOptions, "onTrouble" | "onSettled"> {
  return {
    onTrouble: (error) => world.stderr(`trouble, and it is tried again: ${toLine(error instanceof Error ? error.message : String(error))}\n`),
    onSettled: ({ resourceId }, settlement) => world.stderr(describe(resourceId, settlement)),
  };
}

/** A line for what has not come to its end; empty for what has. */
function describe(resourceId: string, settlement: Settlement): string {
  switch (settlement.kind) {
    case "failed":
    case "cancelled":
      return `${resourceId} ${settlement.kind}: ${toLine(settlement.error)}\n`;
    case "waits":
      return settlement.error === null ? "" : `${resourceId} failed, and runs again at ${settlement.until.toISOString()}: ${toLine(settlement.error)}\n`;
    default:
      return "";
  }
}

/** A further signal then finds nobody who listens, and ends the process. */
function ignoreEchoes(world: World): void {
  setTimeout(world.onStop(() => {}), ONE_WISH_MS).unref();
}
