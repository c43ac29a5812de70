import { InvalidArgumentError, Option, type Command } from "commander";
import { examples } from "./help.js";
import type { DrainFlags } from "./jobs/drain.js";
import type { ListFlags } from "./jobs/list.js";
import type { OpenedJobs } from "./jobs/open-jobs.js";
import type { RerunFlags } from "./jobs/rerun.js";
import { JOB_STATES } from "./jobs/runtime.js";
import type { Context } from "./program.js";
import { toCount } from "./to-count.js";
import { toMilliseconds } from "./to-milliseconds.js";
import type { WorkerFlags } from "./worker/worker-command.js";
import type { World } from "./world.js";

const GRACE_MS = 25_000;
const LIMIT = 20;
const MOST_LISTED = 1000;

/** The commands that run jobs, and those that look after them. */
export function addJobCommands(program: Command, world: World, context: Context): void {
  addWorker(program, world, context);
  const jobs = program
    .command("jobs")
    .description("List, follow, cancel and rerun jobs.")
    .addHelpText("after", examples("jobs list --state failed", "jobs list --watch", "jobs tail <id>", "jobs rerun --state failed --model train", "jobs drain"));
  addList(jobs, world, context);
  addReaders(jobs, world, context);
  addWriters(jobs, world, context);
  addDrain(jobs, world, context);
}

function addWorker(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("worker")
    .description("Run jobs, by the handlers that a module of the project exports, until it is stopped.")
    .argument("[module]", "the module, from the project's folder (default: workers.ts, or what specstar.config.ts says)")
    .option("--only <models>", "these models alone: train,email", toNames)
    .option("--concurrency <n>", "how many jobs of each model run at a time", toCount, 1)
    .option("--grace <time>", "how long jobs may run on once it is stopped: 90s, 30m (default: 25s)", toMilliseconds, GRACE_MS)
    .addOption(configOption())
    .addHelpText("after", examples("worker", "worker jobs/handlers.ts --only train --concurrency 4"))
    .action(async (module: string | undefined, flags: WorkerFlags) => {
      const { workerCommand } = await import("./worker/worker-command.js");
      onDone(await workerCommand(root(), module, flags, world));
    });
}

function addList(jobs: Command, world: World, context: Context): void {
  jobs
    .command("list", { isDefault: true })
    .description("Print a line per job, the newest first; or watch what waits and what runs.")
    .addOption(modelOption())
    .addOption(new Option("--state <state>", "jobs in this state alone").choices(JOB_STATES))
    .option("--limit <n>", "how many at the most", toLimit, LIMIT)
    .option("--json", "print them as JSON")
    .addOption(new Option("--watch", "show what waits and what runs, now and from now on").conflicts(["state", "limit", "json"]))
    .addOption(configOption())
    .addHelpText("after", examples("jobs list --state failed --model train --json", "jobs list --watch"))
    .action((flags: ListFlags & ConfigFlag & { readonly watch?: boolean }) =>
      open(context, world, flags, async (opened) => {
        if (flags.watch === true) return (await import("./jobs/watch.js")).watch(opened, flags, world);
        return (await import("./jobs/list.js")).list(opened, flags, world);
      }),
    );
}

function addReaders(jobs: Command, world: World, context: Context): void {
  jobs
    .command("show")
    .description("Print all that is known of a job, and the end of its log.")
    .argument("<id>", "its resource id")
    .option("--json", "print it as JSON")
    .addOption(configOption())
    .action((id: string, flags: ConfigFlag & { readonly json?: boolean }) =>
      open(context, world, flags, async (opened) => (await import("./jobs/show.js")).show(opened, id, flags, world)),
    );
  jobs
    .command("tail")
    .description("Print what a job logs, until it has ended. Exits with 4 when it has not completed.")
    .argument("<id>", "its resource id")
    .addOption(configOption())
    .action((id: string, flags: ConfigFlag) => open(context, world, flags, async (opened) => (await import("./jobs/tail.js")).tail(opened, id, world)));
}

function addWriters(jobs: Command, world: World, context: Context): void {
  jobs
    .command("cancel")
    .description("Cancel jobs: those that wait have ended then, those that run are told to stop.")
    .argument("<id...>", "their resource ids")
    .option("--reason <text>", "why, for the history")
    .addOption(configOption())
    .action((ids: readonly string[], flags: ConfigFlag & { readonly reason?: string }) =>
      open(context, world, flags, async (opened) => (await import("./jobs/cancel.js")).cancel(opened, ids, flags, world)),
    );
  jobs
    .command("rerun")
    .description("Have jobs that have ended run again: these, or all that ended so.")
    .argument("[id...]", "their resource ids")
    .addOption(new Option("--state <state>", "instead of ids, all that ended so").choices(["completed", "failed", "cancelled"]))
    .addOption(modelOption())
    .option("--yes", "consents to all that --state means")
    .option("--reason <text>", "why, for the history")
    .addOption(configOption())
    .addHelpText("after", examples("jobs rerun --state failed --model train"))
    .action((ids: readonly string[], flags: ConfigFlag & RerunFlags) =>
      open(context, world, flags, async (opened) => (await import("./jobs/rerun.js")).rerun(opened, ids, flags, world)),
    );
}

function addDrain(jobs: Command, world: World, context: Context): void {
  jobs
    .command("drain")
    .description("Wait until no job is due or running, and say what is left. Exits with 4 when it is stopped before, or the time is up.")
    .argument("[model]", "of this model alone")
    .option("--timeout <time>", "how long it waits: 90s, 10m (default: as long as it takes)", toMilliseconds)
    .addOption(configOption())
    .addHelpText("after", examples("jobs drain", "jobs drain train --timeout 10m"))
    .action((model: string | undefined, flags: ConfigFlag & DrainFlags) =>
      open(context, world, flags, async (opened) => (await import("./jobs/drain.js")).drain(opened, model, flags, world)),
    );
}

interface ConfigFlag {
  readonly config: string;
}

async function open({ root, onDone }: Context, world: World, { config }: ConfigFlag, work: (opened: OpenedJobs) => Promise<number>): Promise<void> {
  const { withJobs } = await import("./jobs/open-jobs.js");
  onDone(await withJobs(root(), { backend: config, world }, work));
}

function configOption(): Option {
  return new Option("--config <file>", "the back end's configuration, from the project's folder").default("backend.json");
}

function modelOption(): Option {
  return new Option("--model <name>", "jobs of this model alone");
}

function toNames(text: string): readonly string[] {
  return text.split(",").map((name) => name.trim());
}

function toLimit(text: string): number {
  const limit = toCount(text);
  if (limit > MOST_LISTED) throw new InvalidArgumentError(`It must be ${MOST_LISTED} at the most.`);
  return limit;
}
