import type { Command } from "commander";
import { examples } from "./help.js";
import type { CopyFlags } from "./maintenance/copy-command.js";
import type { DoctorFlags } from "./maintenance/doctor-command.js";
import type { Context } from "./program.js";
import { toMilliseconds } from "./to-milliseconds.js";
import type { World } from "./world.js";

const HOUR_MS = 3_600_000;

/** The commands that look after what is stored. */
export function addMaintenanceCommands(program: Command, world: World, context: Context): void {
  addDoctor(program, world, context);
  addCopy(program, world, context);
}

function addDoctor(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("doctor")
    .description("Say what is wrong with what is stored. Exits with 4 when something is. Servers may go on running.")
    .option("--repair", "mend what can be mended without a guess")
    .option("--rebuild", "instead, make a lost meta database anew from the revisions")
    .option("--grace <time>", "leave alone what nothing uses and is younger: 90s, 30m, 24h, 7d (default: 1h)", toMilliseconds, HOUR_MS)
    .option("--config <file>", "the back end's configuration, from the project's folder", "backend.json")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("doctor", "doctor --repair", "doctor --rebuild --config new.json"))
    .action(async (flags: DoctorFlags) => {
      const { doctorCommand } = await import("./maintenance/doctor-command.js");
      onDone(await doctorCommand(root(), flags, world));
    });
}

function addCopy(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("copy")
    .description("Copy all that is stored to another back end, and verify it. Done again, it goes on.")
    .requiredOption("--from <file>", "the configuration of the back end to read")
    .requiredOption("--to <file>", "that of the one to write, which must be migrated and empty, or an earlier copy")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("copy --from backend.json --to postgres.json"))
    .action(async (flags: CopyFlags) => {
      const { copyCommand } = await import("./maintenance/copy-command.js");
      onDone(await copyCommand(root(), flags, world));
    });
}
