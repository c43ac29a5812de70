import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { filesOf, maskIds, matchesOutput, readBlocks, readConsole, type Block } from "./markdown-blocks.js";
import { run, type Output } from "./run.js";

const tutorial = await readFile(fileURLToPath(new URL("../../docs/tutorial.md", import.meta.url)), "utf8");
const blocks = readBlocks(tutorial);
const packed = inject("packed");

/** The project that the tutorial makes; the shell blocks run in it, one after the other. */
let project: string;
let server: ChildProcess | undefined;

beforeAll(async () => {
  project = join(await mkdtemp(join(tmpdir(), "specstar-tutorial-")), "issue-tracker");
  await mkdir(project);
  await cp(join(packed.installed, "node_modules"), join(project, "node_modules"), { recursive: true, verbatimSymlinks: true });
});

afterAll(async () => {
  if (server?.pid !== undefined && server.exitCode === null) {
    const gone = once(server, "exit");
    process.kill(-server.pid, "SIGINT");
    await gone;
  }
  await rm(dirname(project), { recursive: true, force: true });
});

/** The packages come from the tarballs: nothing of this repository is on the registry. */
async function runLine(line: string): Promise<Output | undefined> {
  if (line.startsWith("mkdir ") || line.startsWith("cd ")) return undefined;
  if (line === "npm install") await useTarballs();
  const command = line.replace(/^npm install --save-dev specstar$/, `npm install --save-dev ${packed.specstar}`);
  return run("sh", ["-c", command], project);
}

async function useTarballs(): Promise<void> {
  const path = join(project, "package.json");
  const manifest = JSON.parse(await readFile(path, "utf8"));
  manifest.dependencies["@specstar/runtime"] = `file:${packed.runtime}`;
  manifest.devDependencies.specstar = `file:${packed.specstar}`;
  await writeFile(path, JSON.stringify(manifest));
}

async function runShellBlock(block: Block): Promise<string> {
  let stdout = "";
  for (const line of block.text.trim().split("\n")) stdout += (await runLine(line))?.stdout ?? "";
  return stdout;
}

const shellBlocks = blocks.filter(({ language, info }) => language === "sh" && info === "");

/** @param n counts from 0. */
function shellBlock(n: number): Block {
  const block = shellBlocks[n];
  if (block === undefined) throw new Error(`The tutorial has no shell block ${n}.`);
  return block;
}

it("has the blocks that this test runs", () => {
  expect(shellBlocks).toHaveLength(3);
  expect([...filesOf(blocks).keys()]).toEqual(["models/issue.ts", "quickstart.ts"]);
});

it("starts a project, generates and migrates", async () => {
  await runShellBlock(shellBlock(0));
  for (const [path, text] of filesOf(blocks)) await writeFile(join(project, path), text);
  await runShellBlock(shellBlock(1));
});

it("type-checks as it stands", async () => {
  expect((await run("npx", ["tsc", "--noEmit"], project)).stdout).toBe("");
});

it("prints what the page says", async () => {
  const stdout = await runShellBlock(shellBlock(2));
  const expected = blocks.find(({ language }) => language === "text")?.text;
  expect(maskIds(stdout)).toBe(maskIds(String(expected)));
});

it("serves what the page says", async () => {
  const port = await startServer();
  const session = blocks.find(({ language }) => language === "console");
  const steps = readConsole(String(session?.text));
  expect(steps.length).toBeGreaterThan(2);
  for (const { command, output } of steps) {
    const { stdout } = await run("sh", ["-c", command.replaceAll(":3000", `:${port}`)], project);
    expect(matchesOutput(stdout, output), `${command}\n${stdout}\n${output}`).toBe(true);
  }
});

async function startServer(): Promise<string> {
  const block = blocks.find(({ info }) => info === "server");
  const started = spawn("sh", ["-c", `exec ${block?.text.trim()}`], { cwd: project, env: { ...process.env, PORT: "0" }, detached: true });
  server = started;
  return new Promise((resolve, reject) => {
    let talk = "";
    const listen = (chunk: Buffer) => {
      talk += chunk.toString();
      const port = /http:\/\/127\.0\.0\.1:([1-9]\d*)/.exec(talk)?.[1];
      if (port !== undefined) resolve(port);
    };
    started.stdout.on("data", listen);
    started.stderr.on("data", listen);
    started.once("exit", (code) => reject(new Error(`The server ended with ${code}.\n${talk}`)));
  });
}
