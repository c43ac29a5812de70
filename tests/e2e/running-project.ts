import { spawn } from "node:child_process";
import { once } from "node:events";

/** Of what a server answers, all that the tests look at; which of it is there depends on the route. */
export interface Answer {
  readonly status: number;
  readonly body: {
    readonly resourceId: string;
    readonly revisionId: string;
    readonly data: { readonly title: string };
    readonly items: readonly { readonly revisionId: string }[];
  };
}

/** A project's server with whatever started it. */
export interface RunningProject {
  /** To the server that was started last. */
  send(method: string, path: string, body?: object): Promise<Answer>;
  /** Resolves once what was said after the last match matches, and goes on from behind it. */
  until(pattern: RegExp): Promise<void>;
  /** Ctrl-C: a signal to the whole group, as from a terminal. Resolves with the exit code. */
  stop(): Promise<number | null>;
  /** All that was said. */
  said(): string;
}

const URL_SAID = /http:\/\/127\.0\.0\.1:[1-9]\d*/g;

/** Starts a command that ends up serving, and resolves once it says where. */
export async function runProject(
  folder: string,
  [command = "", ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<RunningProject> {
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const ended = once(child, "exit");
  let said = "";
  let read = 0;
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (said += text));
  const until = async (pattern: RegExp): Promise<void> => {
    const deadline = Date.now() + 60_000;
    let match = pattern.exec(said.slice(read));
    while (match === null) {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.\n${said}`);
      if (Date.now() > deadline) throw new Error(`It never said ${pattern}.\n${said.slice(read)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
      match = pattern.exec(said.slice(read));
    }
    read += match.index + match[0].length;
  };
  await until(new RegExp(URL_SAID.source));
  return {
    until,
    said: () => said,
    send: async (method, path, body) => {
      const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
      const response = await fetch(`${said.match(URL_SAID)?.at(-1)}${path}`, { method, ...init });
      return { status: response.status, body: (await response.json()) as Answer["body"] };
    },
    stop: async () => {
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGINT");
      const [code] = await ended;
      return code;
    },
  };
}
