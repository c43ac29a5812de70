import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export interface ServerProcess {
  readonly url: string;
  /** SIGKILL: no chance to finish anything. */
  kill(): Promise<void>;
  /** SIGTERM: resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the Issue server on the database in `dataDir`, or in memory without one, and resolves once it listens. */
export async function startServer(dataDir?: string): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL("issue-server.ts", import.meta.url)), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...(dataDir !== undefined && { DATA_DIR: dataDir }) },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let talk = "";
  child.stderr?.on("data", (chunk) => (talk += chunk));
  const url = await Promise.race([readUrl(child), once(child, "exit").then(() => Promise.reject(new Error(`The server ended: ${talk}`)))]);
  return {
    url,
    kill: () => end(child, "SIGKILL").then(() => undefined),
    stop: () => end(child, "SIGTERM"),
  };
}

async function readUrl(child: ChildProcess): Promise<string> {
  const [message] = await once(child, "message");
  return String(message.url);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, "exit");
  child.kill(signal);
  const [code] = await exited;
  return code;
}
