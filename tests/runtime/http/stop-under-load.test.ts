import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { afterEach, describe, expect, it } from "vitest";
import { IssueManager } from "../../../fixtures/issue/expected/generated/issue/issue.manager.js";
import { openapiFile } from "./issue-server.js";
import { newDatabase } from "./write-server.js";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

async function startServer(folder: string, drain: number): Promise<{ child: ChildProcess; url: string; exited: Promise<unknown[]> }> {
  const child = spawn(process.execPath, ["--import", "tsx", at("loaded-server.ts"), folder, openapiFile(), String(drain)], {
    env: { ...process.env, TSX_TSCONFIG_PATH: at("../../tsconfig.json") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const exited = once(child, "exit");
  const [line] = await once(child.stdout, "data");
  return { child, url: String(line).trim(), exited };
}

interface Sent {
  readonly status: number;
  readonly connection: string | undefined;
  readonly body: string;
}

/** Sends a request whole; rejects with what went wrong with its connection. */
function send(agent: Agent, url: string, method: string, path: string): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const req = request(`${url}${path}`, { agent, method, headers: method === "POST" ? { "Content-Type": "application/json" } : {} }, (res) => {
      let body = "";
      res.on("data", (chunk) => (body += chunk)).on("error", reject);
      res.on("end", () => resolve({ status: res.statusCode ?? 0, connection: res.headers.connection, body }));
    });
    req.on("error", reject);
    req.end(method === "POST" ? JSON.stringify({ title: "under load" }) : undefined);
  });
}

describe("a server that is stopped at work", () => {
  it("answers what it accepted, keeps all that it acknowledged, and ends with 0", async () => {
    const folder = await newDatabase();
    const { child, url, exited } = await startServer(folder, 300);
    const acknowledged: string[] = [];
    const refused: string[] = [];
    const connections: (string | undefined)[] = [];
    const writer = async (): Promise<void> => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      while (refused.length < 1_000) {
        try {
          const { status, connection, body } = await send(agent, url, "POST", "/issues");
          expect(status).toBe(201);
          acknowledged.push(JSON.parse(body).resourceId);
          connections.push(connection);
        } catch (error) {
          refused.push(error instanceof Error && "code" in error ? String(error.code) : String(error));
          agent.destroy();
          return;
        }
      }
    };
    const writers = Array.from({ length: 16 }, writer);
    while (acknowledged.length < 50) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGTERM");
    await Promise.all(writers);
    expect(await exited).toEqual([0, null]);
    // Each told connection ends with its answer, so that a writer comes to its end at a new one: the system refuses it, or resets it
    // where it had queued it and the server has never seen it. What was written and not answered would be counted below.
    expect(refused).toHaveLength(16);
    for (const code of refused) expect(["ECONNREFUSED", "ECONNRESET"]).toContain(code);
    expect(connections.at(-1)).toBe("close");
    const storage = sqliteStorage(folder);
    const issues = new IssueManager(storage);
    for (const id of acknowledged) expect((await issues.get(id)).data.title).toBe("under load");
    expect(await issues.count()).toBe(acknowledged.length);
    await storage.close();
  });

  it("is not ready from the signal on, and still answers while it drains", async () => {
    const { child, url, exited } = await startServer(await newDatabase(), 1_500);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await send(agent, url, "GET", "/readyz")).status).toBe(200);
    child.kill("SIGTERM");
    let probe = await send(agent, url, "GET", "/readyz");
    while (probe.status === 200) probe = await send(agent, url, "GET", "/readyz");
    expect(probe).toMatchObject({ status: 503, connection: "close" });
    expect(JSON.parse(probe.body)).toMatchObject({ code: "BACKEND_UNAVAILABLE", errors: [{ path: "server" }] });
    expect((await send(agent, url, "POST", "/issues")).status).toBe(201);
    agent.destroy();
    expect(await exited).toEqual([0, null]);
  });
});
