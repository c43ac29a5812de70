import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { World } from "../world.js";

const PATIENCE_MS = 5_000;

/** `server.ts` of the project, as a process of its own. */
export interface ServerProcess {
  /** Lets it finish what it is doing; kills it when that takes too long. Resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts the project's `server.ts` through tsx, and passes on what it says.
 *
 * @param loader the URL of tsx.
 */
export function startServer(root: string, loader: string, world: World): ServerProcess {
  const child = spawn(process.execPath, ["--import", loader, "server.ts"], {
    cwd: root,
    env: { ...world.env },
    stdio: ["ignore", "pipe", "pipe"],
    // In a group of its own, a Ctrl-C in the terminal doesn't reach it: it is we who stop it, once, when the time has come.
    detached: true,
  });
  const kill = (): void => void child.kill("SIGTERM");
  process.once("exit", kill);
  child.stdout.setEncoding("utf8").on("data", world.stdout);
  child.stderr.setEncoding("utf8").on("data", world.stderr);
  let isStopping = false;
  child.on("exit", (code, signal) => {
    process.off("exit", kill);
    if (!isStopping) world.stderr(`server.ts ended (${signal ?? `exit code ${code}`}). It starts again when a file changes.\n`);
  });
  return {
    stop: async () => {
      isStopping = true;
      await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
  await gone;
  clearTimeout(timer);
}
