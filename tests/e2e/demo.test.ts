import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freePort } from "../services/free-port.js";
import { runProject, type RunningProject } from "./running-project.js";
import { run, tryRun } from "./run.js";

const repo = fileURLToPath(new URL("../..", import.meta.url));
const demo = [process.execPath, "scripts/demo.js"];

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "specstar-demo-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function startDemo(): Promise<{ server: RunningProject; port: number }> {
  const port = await freePort();
  const server = await runProject(repo, demo, { PORT: String(port), DATA_DIR: dataDir });
  await server.until(/Ctrl-C stops it/);
  return { server, port };
}

it("seeds the first time, answers the lines that it prints, and stops cleanly", async () => {
  const { server } = await startDemo();
  expect(server.said()).toContain("with a little data in it");
  const lines = server.said().match(/(?<=^ {2})curl .+$/gm) ?? [];
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    const { stdout } = await run("sh", ["-c", line], repo);
    expect(JSON.parse(stdout), line).not.toHaveProperty("code");
  }
  const pages = server.said().match(/(?<=^ {2})http:\S+/gm) ?? [];
  expect(pages).toHaveLength(4);
  for (const page of pages) expect((await fetch(page)).status, page).toBe(200);
  expect((await server.send("GET", "/issues")).body.items).toHaveLength(4);
  expect(await server.stop()).toBe(0);
});

it("has nothing to generate: what is committed is up to date", async () => {
  const { server } = await startDemo();
  expect(server.said()).toMatch(/^✔ \d+ models? · \d+ files · 0 written · /m);
  expect(await server.stop()).toBe(0);
});

it("keeps its data for the next start", async () => {
  const { server } = await startDemo();
  expect(server.said()).toContain("with the data of the last time");
  expect((await server.send("GET", "/issues")).body.items).toHaveLength(4);
  expect(await server.stop()).toBe(0);
});

it("says that a port is taken, and how to choose another", async () => {
  const { server, port } = await startDemo();
  const second = await tryRun(process.execPath, ["scripts/demo.js"], repo, { PORT: String(port), DATA_DIR: dataDir });
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining(`PORT=${port + 1} npm run demo`) });
  expect(await server.stop()).toBe(0);
});
