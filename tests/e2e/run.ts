import { spawn } from "node:child_process";
import { once } from "node:events";

export interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. @throws Error with all that it said, when it fails. */
export async function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Output> {
  const output = await tryRun(command, args, cwd, env);
  if (output.code === 0) return output;
  throw new Error(`\`${command} ${args.join(" ")}\` in ${cwd} ended with ${output.code}.\n${output.stdout}\n${output.stderr}`);
}

/** Runs a program to its end, however that is. */
export async function tryRun(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Output> {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text) => (texts.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text) => (texts.stderr += text));
  const [code] = await once(child, "close");
  return { code, ...texts };
}
