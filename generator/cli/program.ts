import { resolve } from "node:path";
import { Argument, Command, Option } from "commander";
import { examples, START } from "./help.js";
import { addJobCommands } from "./job-commands.js";
import { addMaintenanceCommands } from "./maintenance-commands.js";
import { ownVersion } from "./own-package.js";
import { toCount } from "./to-count.js";
import { addToolCommands } from "./tool-commands.js";
import type { World } from "./world.js";

interface GlobalFlags {
  readonly root?: string;
}

export interface GenerateFlags {
  readonly check?: boolean;
  readonly diff?: boolean;
  readonly dryRun?: boolean;
  readonly force?: readonly string[];
  readonly format: "text" | "github" | "json";
  readonly json?: boolean;
  readonly stats?: boolean;
  readonly watch?: boolean;
}

export type MigrateAction = "status" | "plan" | "up" | "down";

export interface MigrateFlags {
  readonly dialect?: "sqlite" | "postgres";
  readonly config: string;
  readonly allowDestructive?: boolean;
  readonly steps: number;
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
    .addHelpText("after", START)
    .showHelpAfterError("Run `specstar --help` for what there is.")
    .exitOverride()
    .configureOutput({ writeOut: world.stdout, writeErr: world.stderr });
  const root = (): string => resolve(world.cwd, program.opts<GlobalFlags>().root ?? ".");
  addInit(program, world, { root, onDone });
  addGenerate(program, world, { root, onDone });
  addMigrate(program, world, { root, onDone });
  addDev(program, world, { root, onDone });
  addToolCommands(program, world, { root, onDone });
  addMaintenanceCommands(program, world, { root, onDone });
  addJobCommands(program, world, { root, onDone });
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
    .addHelpText("after", examples("init", "init my-app"))
    .action(async (dir: string) => {
      const { init } = await import("./init/init.js");
      onDone(await init(resolve(root(), dir), world));
    });
}

function addGenerate(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("generate")
    .description("Write the code, the OpenAPI document and the migrations of all models.")
    .option("--check", "write nothing; exit with 4 unless every file is as it should be")
    .option("--diff", "write nothing; print what would change as a patch")
    .option("--dry-run", "write nothing; print which files would change")
    .option("--force <file...>", "overwrite or remove these generated files although they were edited")
    .addOption(new Option("--format <format>", "how problems are printed").choices(["text", "github", "json"]).default("text"))
    .option("--json", "print the result as JSON: the same as --format json")
    .option("--stats", "print what took how long")
    .addOption(new Option("--watch", "again whenever a model changes").conflicts(["check", "diff", "dryRun", "force"]))
    .addHelpText("after", examples("generate", "generate --check --format github   # in CI", "generate --diff", "generate --force generated/index.ts"))
    .action(async (flags: GenerateFlags) => {
      const { generateCommand } = await import("./generate-command.js");
      onDone(await generateCommand(root(), flags, world));
    });
}

function addMigrate(program: Command, world: World, { root, onDone }: Context): void {
  const what = new Argument("[what]", "list the migrations, show what comes next, apply those that wait, or take the newest back")
    .choices(["status", "plan", "up", "down"])
    .default("status");
  program
    .command("migrate")
    .description("Bring the database up to the generated migrations, or back.")
    .addArgument(what)
    .addOption(new Option("--dialect <name>", "this dialect alone").choices(["sqlite", "postgres"]))
    .option("--config <file>", "the back end's configuration, from the project's folder", "backend.json")
    .option("--allow-destructive", "apply also what loses data, or may fail because of it")
    .option("--steps <n>", "how many migrations `down` takes back", toCount, 1)
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("migrate", "migrate plan --dialect postgres", "migrate up", "migrate down --steps 2 --allow-destructive"))
    .action(async (action: MigrateAction, flags: MigrateFlags) => {
      const { migrate } = await import("./migrate.js");
      onDone(await migrate(root(), action, world, flags));
    });
}

function addDev(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("dev")
    .description("Generate, migrate and start server.ts; again whenever a file of the project changes.")
    .addHelpText("after", examples("dev", "dev --root my-app"))
    .action(async () => {
      const { dev } = await import("./dev/dev.js");
      onDone(await dev(root(), world));
    });
}
