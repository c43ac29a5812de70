import { Argument, Option, type Command } from "commander";
import { examples } from "./help.js";
import type { Context } from "./program.js";
import { toMilliseconds } from "./to-milliseconds.js";
import type { World } from "./world.js";

/** The commands around the generator, which write nothing of what it writes. */
export function addToolCommands(program: Command, world: World, context: Context): void {
  addIr(program, world, context);
  addExplain(program, world, context);
  addBreaking(program, world, context);
  addEject(program, world, context);
  addGc(program, world, context);
  addBackend(program, world, context);
}

function addIr(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("ir")
    .description("Print what the generator has understood of the models, as JSON.")
    .argument("[model]", "one model instead of all")
    .option("--schema", "print the JSON Schema of that JSON instead")
    .addHelpText("after", examples("ir > models.json", "ir Issue"))
    .action(async (model: string | undefined, { schema = false }: { schema?: boolean }) => {
      const { irCommand } = await import("./ir/ir-command.js");
      onDone(irCommand(root(), { model, schema }, world));
    });
}

function addExplain(program: Command, world: World, { onDone }: Context): void {
  program
    .command("explain")
    .description("Say what a diagnostic means, why it is one, and what to do.")
    .argument("[code]", "such as SPEC1203; all in a line each without one")
    .addHelpText("after", examples("explain SPEC1203", "explain"))
    .action(async (code: string | undefined) => {
      const { explainCommand } = await import("./explain-command.js");
      onDone(explainCommand(code, world));
    });
}

export interface BreakingFlags {
  readonly against: string;
  readonly ignore?: readonly string[];
  readonly format: "text" | "github" | "json";
}

function addBreaking(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("breaking")
    .description("Say what the models have changed that callers, code or stored data rest on. Exits with 5 when they have.")
    .requiredOption("--against <ref|file>", "a commit, branch or tag of git, or a file that `specstar ir` has printed")
    .option("--ignore <rule...>", "leave out a rule, everywhere or as RULE:Place")
    .addOption(new Option("--format <format>", "how it is said").choices(["text", "github", "json"]).default("text"))
    .addHelpText("after", examples("breaking --against origin/main", "breaking --against models.json --ignore FIELD_REMOVED:Issue.title"))
    .action(async (flags: BreakingFlags) => {
      const { breakingCommand } = await import("./breaking/breaking-command.js");
      onDone(breakingCommand(root(), flags, world));
    });
}

export interface GcFlags {
  /** In milliseconds. */
  readonly grace: number;
  readonly config: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

function addGc(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("gc")
    .description("Remove the files that no resource names, in any revision. Servers may go on running.")
    .option("--grace <time>", "leave alone what was uploaded or named within it: 90s, 30m, 24h, 7d (default: 24h)", toMilliseconds, 86_400_000)
    .option("--config <file>", "the back end's configuration, from the project's folder", "backend.json")
    .option("--dry-run", "remove nothing; say what would be removed")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("gc --dry-run", "gc --grace 7d"))
    .action(async (flags: GcFlags) => {
      const { gcCommand } = await import("./gc/gc-command.js");
      onDone(await gcCommand(root(), flags, world));
    });
}

export interface BackendFlags {
  readonly config: string;
  readonly json?: boolean;
}

function addBackend(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("backend")
    .description("Open every part of the back end, write, read back and delete a probe, and say what works and how long it took.")
    .addArgument(new Argument("<what>", "what to do with it").choices(["check"]))
    .option("--config <file>", "the back end's configuration, from the project's folder", "backend.json")
    .option("--json", "print the result as JSON")
    .addHelpText("after", examples("backend check", "backend check --config production.json --json"))
    .action(async (_what: string, flags: BackendFlags) => {
      const { checkBackendCommand } = await import("./backend/check-command.js");
      onDone(await checkBackendCommand(root(), flags, world));
    });
}

export interface EjectFlags {
  readonly diff?: boolean;
}

function addEject(program: Command, world: World, { root, onDone }: Context): void {
  program
    .command("eject")
    .description("Copy a template of the generator's into the project, where it takes the place of the original.")
    .argument("[template]", "such as router.ts; all are listed without one")
    .option("--diff", "show what has changed in the original since, instead")
    .addHelpText("after", examples("eject", "eject router.ts", "eject --diff router.ts"))
    .action(async (template: string | undefined, flags: EjectFlags) => {
      const { ejectCommand } = await import("./eject/eject-command.js");
      onDone(ejectCommand(root(), { template, diff: flags.diff === true }, world));
    });
}
