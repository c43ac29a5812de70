import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("server-process.ts", import.meta.url));
const execArgv = ["--import", "tsx", "--import", new URL("simulated-time.ts", import.meta.url).href];
const tsconfig = fileURLToPath(new URL("../../tsconfig.json", import.meta.url));

/** The first lets a server finish nothing, the second all that it has begun. */
export type Signal = "SIGKILL" | "SIGTERM";

/** A server in a simulated time. */
export interface Server {
  readonly url: string;
  /**
   * Sets its clock: then it looks what there is to do.
   *
   * @throws Error with what it complained of, when it has ended
   */
  setTime(time: number): void;
  /** Resolves once it is gone. */
  end(signal: Signal): Promise<void>;
}

/** @throws Error with what the process complained of, when it ends before it listens. */
export async function startServer(dsn: string, time: number): Promise<Server> {
  const env = { ...process.env, TSX_TSCONFIG_PATH: tsconfig, SIMULATED_TIME: String(time) };
  const child = fork(script, [dsn], { execArgv, env, stdio: ["ignore", "ignore", "pipe", "ipc"] });
  let complaints = "";
  child.stderr?.on("data", (text) => (complaints += String(text)));
  const exited = once(child, "exit");
  const ended = exited.then(() => Promise.reject(new Error(`The server ended: ${complaints}`)));
  const [url] = await Promise.race([once(child, "message"), ended]);
  ended.catch(() => undefined);
  return {
    url,
    setTime(now) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`The server ended: ${complaints}`);
      child.send(now);
    },
    end: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}
