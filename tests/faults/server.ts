import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Place } from "./open-place.js";

export interface Server {
  readonly url: string;
  /** What it has written to its log. */
  log(): string;
  /** SIGKILL: it can finish nothing. */
  kill(): Promise<void>;
}

/** @throws Error with what the process complained of, when it ends before it listens. */
export async function startServer(place: Place): Promise<Server> {
  const child = fork(fileURLToPath(new URL("server-process.ts", import.meta.url)), [JSON.stringify(place)], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("../tsconfig.json", import.meta.url)) },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let complaints = "";
  child.stderr?.on("data", (text) => (complaints += String(text)));
  const exited = once(child, "exit");
  const ended = exited.then(() => Promise.reject(new Error(`The server ended: ${complaints}`)));
  const [{ url }] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return {
    url,
    log: () => complaints,
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
