import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { freePort } from "../services/free-port.js";
import { filesOf, maskIds, matchesOutput, readBlocks, readConsole, type Block } from "./markdown-blocks.js";
import { run, tryRun, type Output } from "./run.js";

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

/** Ctrl-C: a signal to the whole group. */
async function stopServer(): Promise<void> {
  if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, "exit");
  process.kill(-server.pid, "SIGINT");
  await gone;
}

afterAll(async () => {
  await stopServer();
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
  expect([...filesOf(blocks).keys()]).toEqual(["models/issue.ts", "quickstart.ts", "call.ts", "owners.ts"]);
  const known = new Set(["console", "diff", "sh", "text", "ts"]);
  expect(blocks.filter(({ language, info }) => !known.has(language) && `${language}${info}` !== "yaml")).toEqual([]);
});

it("starts a project, generates and migrates", async () => {
  await runShellBlock(shellBlock(0));
  for (const path of ["models/issue.ts", "quickstart.ts"]) await writeFromPage(path);
  await runShellBlock(shellBlock(1));
});

async function writeFromPage(path: string, replace: (text: string) => string = (text) => text): Promise<void> {
  const text = filesOf(blocks).get(path);
  if (text === undefined) throw new Error(`The tutorial has no ${path}.`);
  await writeFile(join(project, path), replace(text));
}

function named(language: string, info: string): Block {
  const block = blocks.find((each) => each.language === language && each.info === info);
  if (block === undefined) throw new Error(`The tutorial has no block \`${language} ${info}\`.`);
  return block;
}

/** What the n-th `diff` block takes away gives way to what it brings. */
async function applyEdit(n: number): Promise<void> {
  const block = blocks.filter(({ language }) => language === "diff")[n];
  if (block === undefined) throw new Error(`The tutorial has no edit ${n}.`);
  const linesWith = (sign: string): string => block.text.split("\n").filter((line) => line.startsWith(sign)).map((line) => line.slice(1)).join("\n");
  const path = join(project, block.info);
  const text = await readFile(path, "utf8");
  expect(text).toContain(linesWith("-"));
  await writeFile(path, text.replace(linesWith("-"), linesWith("+")));
}

it("type-checks as it stands", async () => {
  expect((await run("npx", ["tsc", "--noEmit"], project)).stdout).toBe("");
});

it("prints what the page says", async () => {
  const stdout = await runShellBlock(shellBlock(2));
  const expected = blocks.find(({ language }) => language === "text")?.text;
  expect(maskIds(stdout)).toBe(maskIds(String(expected)));
});

it("serves what the page says", async () => {
  const port = await freePort();
  await writeFromPage("call.ts", (text) => text.replace(":3000", `:${port}`));
  await startServer(port);
  const steps = readConsole(named("console", "").text);
  expect(steps.length).toBeGreaterThan(2);
  for (const { command, output } of steps) {
    const { stdout } = await run("sh", ["-c", command.replaceAll(":3000", `:${port}`)], project);
    expect(matchesOutput(stdout, output), `${command}\n${stdout}\n${output}`).toBe(true);
  }
  expect(await runShellBlock(named("sh", "client"))).toBe(named("text", "client").text);
  await stopServer();
});

it("goes on with a changed model and the data from before", async () => {
  await applyEdit(0);
  const [step] = readConsole(named("console", "stops").text);
  // npm says things of its own on stderr.
  const stopped = await tryRun("sh", ["-c", String(step?.command).replace(/^npx /, "node_modules/.bin/")], project);
  expect(stopped.code).toBe(2);
  expect(matchesOutput(stopped.stderr.trimEnd(), String(step?.output)), stopped.stderr).toBe(true);
  await applyEdit(1);
  await runShellBlock(named("sh", "change"));
  await writeFromPage("owners.ts");
  expect(await runShellBlock(named("sh", "owners"))).toBe(named("text", "owners").text);
});

it("keeps it right", async () => {
  await runShellBlock(named("sh", "check"));
  await writeFile(join(project, "models/tag.ts"), (await readFile(join(project, "models/issue.ts"), "utf8")).replaceAll("Issue", "Tag"));
  expect((await tryRun("npx", ["specstar", "generate", "--check", "--format", "github"], project)).code).toBe(4);
  expect(blocks.find(({ language }) => language === "yaml")?.text).toContain("npx specstar generate --check --format github");
});

/** Resolves once it says where it listens. */
async function startServer(port: number): Promise<void> {
  const block = named("sh", "server");
  const started = spawn("sh", ["-c", `exec ${block.text.trim()}`], { cwd: project, env: { ...process.env, PORT: String(port) }, detached: true });
  server = started;
  await new Promise<void>((resolve, reject) => {
    let talk = "";
    const listen = (chunk: Buffer) => {
      talk += chunk.toString();
      if (talk.includes(`http://127.0.0.1:${port}`)) resolve();
    };
    started.stdout.on("data", listen);
    started.stderr.on("data", listen);
    started.once("exit", (code) => reject(new Error(`The server ended with ${code}.\n${talk}`)));
  });
}
