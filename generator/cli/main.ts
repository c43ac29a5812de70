import { CommanderError } from "commander";
import { describeError } from "./describe-error.js";
import { EXIT } from "./exit-code.js";
import { createProgram } from "./program.js";
import { createProcessWorld, type World } from "./world.js";

/**
 * Runs the command that the arguments name. Never throws.
 *
 * @param argv without node and the script.
 * @returns the exit code, as `exit-code.ts` lists them.
 */
export async function main(argv: readonly string[], world: World = createProcessWorld()): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = createProgram(world, (code) => (exitCode = code));
  try {
    await program.parseAsync(argv.length === 0 ? ["--help"] : argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return explain(error, world);
  }
}

function explain(error: unknown, world: World): number {
  // Commander has printed its own message already; its exit code is 0 for --help and --version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
  const { text, exitCode } = describeError(error);
  world.stderr(text);
  return exitCode;
}
