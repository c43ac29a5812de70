import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** A service of ours that runs until it is stopped, or until the process that started it is gone. */
export interface Service {
  /** What it said of itself when it was ready, such as its port. */
  readonly said: { readonly port: number; readonly endpoint: string };
  /** Tells it something, and resolves when it has been done. @throws Error with what the service says when it can't. */
  tell(command: string): Promise<void>;
  /** Ends it, and takes its data away. */
  stop(): Promise<void>;
}

/**
 * Starts one of `scripts/services/`, in a folder of its own.
 *
 * @throws Error with what it says when it doesn't start, such as what to install.
 */
export async function startService(name: "celery" | "ceph" | "postgres" | "pgbouncer" | "rabbitmq", args: readonly string[] = []): Promise<Service> {
  const script = fileURLToPath(new URL(`../../scripts/services/${name}.js`, import.meta.url));
  const folder = join(tmpdir(), `specstar-${name}-${randomUUID()}`);
  const child = spawn(process.execPath, [script, folder, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  const exited = once(child, "exit");
  let complaints = "";
  child.stderr.on("data", (text) => (complaints += String(text)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const listen = async (): Promise<Service["said"]> => {
    const { done, value } = await lines.next();
    if (done === true) await exited;
    if (done === true) throw new Error(complaints);
    return JSON.parse(value);
  };
  return {
    said: await listen(),
    tell: async (command) => {
      child.stdin.write(`${command}\n`);
      await listen();
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
