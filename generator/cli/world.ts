/** The commands' room: flags in, calls to the other rooms, talk out. The only room that knows of commander and of terminals. */

import { once } from "node:events";
import { userInfo } from "node:os";

/** What a command sees of the outside, beside the project's files. Injected, so that a test can be it. */
export interface World {
  /** Data: what another program may want to read. */
  readonly stdout: (text: string) => void;
  /** Talk: what happens and what went wrong. */
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly now: () => Date;
  /** Who runs the command, as histories tell it. */
  readonly actor: string;
  /** Whether the talk goes to a terminal that shows colours. */
  readonly colour: boolean;
  /** Whether somebody watches the talk as it comes. */
  readonly isTerminal: boolean;
  /** Of that terminal, as it is now. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Gives the answer to a question, empty when there is none; null where nobody is there to be asked. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** Calls back when the user wants the command to end (Ctrl-C, `kill`, a closed terminal). Returns what takes the callback away again. */
  readonly onStop: (listener: () => void) => () => void;
  /** The command has ended: what the project's code has left running is not waited for. */
  readonly leave: () => void;
}

/** The world of a real process. */
export function createProcessWorld(): World {
  // A reader that has seen enough, as in `specstar … | head`, is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    actor: readActor(),
    colour: wantsColour(process.env, process.stderr.isTTY),
    isTerminal: process.stderr.isTTY,
    // Some terminals don't know, and say 0.
    size: () => ({ columns: process.stderr.columns || 80, rows: process.stderr.rows || 24 }),
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : null,
    onStop: (listener) => {
      for (const signal of STOP_SIGNALS) process.on(signal, listener);
      return () => STOP_SIGNALS.forEach((signal) => process.off(signal, listener));
    },
    leave: () => setTimeout(() => process.exit(), LEAVE_MS).unref(),
  };
}

/** The user of the operating system, who may have no name, as in containers. */
function readActor(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return "cli";
  }
}

async function ask(question: string): Promise<string> {
  const { createInterface } = await import("node:readline/promises");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  // Ctrl-C and Ctrl-D close it, and its own promise then waits for ever.
  const closed = once(terminal, "close").then(() => "");
  const answer = await Promise.race([terminal.question(question), closed]);
  terminal.close();
  return answer;
}

/** What FORCE_COLOR says goes before NO_COLOR, and both before what the terminal can do. */
export function wantsColour(env: World["env"], isTerminal: boolean): boolean {
  const forced = env["FORCE_COLOR"] ?? "";
  if (forced !== "") return forced !== "0" && forced !== "false";
  return isTerminal && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}

/** For what is still on its way out. */
const LEAVE_MS = 1000;
const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
