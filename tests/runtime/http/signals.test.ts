import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Child {
  readonly process: ChildProcess;
  output: string;
  talk: string;
  readonly exited: Promise<unknown[]>;
}

const children: Child[] = [];

function startServer(): Child {
  const server = spawn(process.execPath, ["--import", "tsx", at("signal-server.ts")], {
    env: { ...process.env, TSX_TSCONFIG_PATH: at("../../tsconfig.json") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const child: Child = { process: server, output: "", talk: "", exited: once(server, "exit") };
  server.stdout.on("data", (text) => void (child.output += text));
  server.stderr.on("data", (text) => void (child.talk += text));
  children.push(child);
  return child;
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 2_000 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function urlOf(child: Child): Promise<string> {
  await until(() => child.talk.includes("\n"));
  const url = /^Listening on (http:\/\/127\.0\.0\.1:\d+)\n$/.exec(child.talk)?.[1];
  if (url === undefined) throw new Error(`no URL, but: ${child.talk}`);
  return url;
}

afterEach(() => {
  for (const child of children.splice(0)) child.process.kill("SIGKILL");
});

describe("a server in a process of its own", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("finishes on %s what is at work, closes the storage, and ends by itself", async (signal) => {
    const child = startServer();
    const url = await urlOf(child);
    const answer = fetch(`${url}/slow`);
    await until(() => child.output.includes("asked"));
    child.process.kill(signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(fetch(`${url}/slow`)).rejects.toThrow("fetch failed");
    expect(await (await answer).text()).toBe("slow");
    expect(await child.exited).toEqual([0, null]);
    expect(child.output).toBe("asked\nstorage closed\n");
  });

  it("ends at once on the second signal", async () => {
    const child = startServer();
    const url = await urlOf(child);
    const answer = fetch(`${url}/never`).catch(() => "cut");
    await until(() => child.output.includes("asked"));
    child.process.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(child.process.exitCode).toBeNull();
    child.process.kill("SIGTERM");
    expect(await child.exited).toEqual([null, "SIGTERM"]);
    expect(await answer).toBe("cut");
  });
});
