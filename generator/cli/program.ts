import { resolve } from "node:path";
import { Argument, Command } from "commander";
import { ownVersion } from "./own-package.js";
import { addToolCommands } from "./tool-commands.js";
import type { World } from "./world.js";

interface GlobalFlags {
  readonly root?: string;
}

export interface GenerateFlags {
  readonly force?: readonly string[];
  readonly json?: boolean;
}

/**
 * The commands and their flags. What a command needs is loaded when it runs: `--help` loads none of it.
 *
 * @param onDone gets the exit code of the command that ran.
 */
export function createProgram(world: World, onDone: (exitCode: number) => void): Command {
  const program = new Command("specstar")
    .description("Turns TypeScript models into a versioned back end.")
    .version(ownVersion(), "-v, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand(false)
    .option("--root <dir>", "the project's folder, instead of this one")
    .showHelpAfterError("Run `specstar --help` for what there is.")
    .exitOverride()
    .configureOutput({ writeOut: world.stdout, writeErr: world.stderr });
  const root = (): string => resolve(world.cwd, program.opts<GlobalFlags>().root ?? ".");
  addInit(program, world, { root, onDone });
  addGenerate(program, world, { root, onDone });
  addMigrate(program, world, { root, onDone });
  addDev(program, world, { root, onDone });
  addToolCommands(program, world, { root, onDone });
  return program;
}

/** What every command is given. */
export interface Context {
  readonly root: () => string;
  readonly onDone: (exitCode: number) => void;
}

function addInit(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("init")
    .description("Turn a folder into a project. Keeps every file that is there.")
    .argument("[dir]", "the folder, made if needed", ".")
    .action(async (dir: string) => {
      const { init } = await import("./init/init.js");
      onDone(await init(resolve(root(), dir), world));
    });
}

function addGenerate(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("generate")
    .description("Write the code, the OpenAPI document and the migrations of all models.")
    .option("--force <file...>", "overwrite or remove these generated files although they were edited")
    .option("--json", "print the result as JSON")
    .action(async (flags: GenerateFlags) => {
      const { generateCommand } = await import("./generate-command.js");
      onDone(await generateCommand(root(), flags, world));
    });
}

function addMigrate(program: Command, world: World, { root, onDone }: Context): void {
  const what = new Argument("[what]", "list the migrations, or apply those that wait")
    .choices(["status", "up"])
    .default("status");
  program
    .command("migrate")
    .description("Bring the database up to the generated migrations.")
    .addArgument(what)
    .action(async (action: "status" | "up") => {
      const { migrate } = await import("./migrate.js");
      onDone(await migrate(root(), action, world));
    });
}

function addDev(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("dev")
    .description("Generate, migrate and start server.ts; again whenever a file of the project changes.")
    .action(async () => {
      const { dev } = await import("./dev/dev.js");
      onDone(await dev(root(), world));
    });
}
