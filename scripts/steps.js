/** What the scripts share: each step says what it does, and does nothing when there is nothing to do. Node alone, no packages. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Ends a script with a message instead of a stack trace. */
export class StepFailed extends Error {}

/** Runs a script's main function; what it fails with on purpose is printed, and the exit code is 1. */
export async function runScript(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}

export function say(text) {
  console.error(`» ${text}`);
}

/** Runs a command with the terminal's own input and output, and resolves with its exit code. */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => resolve(code ?? `signal ${signal}`));
  });
}

export async function runOrFail(command, args, help, options) {
  const code = await run(command, args, options);
  if (code !== 0)
    throw new StepFailed(`${command} ${args.join(" ")} ended with ${code}.${help === undefined ? "" : `\n${help}`}`);
}

export function checkNode() {
  const wanted = [20, 19];
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > wanted[0] || (major === wanted[0] && minor >= wanted[1])) return;
  throw new StepFailed(
    `Node.js ${wanted.join(".")} or later is needed; this is ${process.versions.node}. See https://nodejs.org.`,
  );
}

const NPM = process.platform === "win32" ? "npm.cmd" : "npm";
const DRIVER_HELP = `If it was the SQLite driver that failed to compile, a compiler is missing. On Debian and Ubuntu:
  apt-get install -y build-essential python3`;

/** Installs what the lock file in a folder asks for, unless exactly that is there. */
export async function install(folder = root) {
  const lacking = findLacking(folder);
  if (lacking !== undefined) {
    const name = folder === root ? "" : ` for ${folder.slice(root.length)}`;
    const hint = folder === root ? " Compiling the SQLite driver takes a minute or two." : "";
    say(`Installing packages${name}: ${lacking}.${hint}`);
    await runOrFail(NPM, ["ci"], DRIVER_HELP, { cwd: folder, shell: process.platform === "win32" });
  }
  if (folder === root) await checkDriver();
}

/** Why an install is needed; undefined when it isn't. */
function findLacking(folder) {
  const installed = join(folder, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return "there are none yet";
  const has = JSON.parse(readFileSync(installed, "utf8")).packages;
  const wants = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8")).packages;
  const stale = Object.entries(wants).find(([path, { version, link, optional }]) => {
    if (!path.startsWith("node_modules/") || link) return false;
    return has[path] === undefined ? !optional : has[path].version !== version;
  });
  return stale === undefined ? undefined : `${stale[0].slice("node_modules/".length)} is not at ${stale[1].version}`;
}

/** The driver is compiled for one version of Node; after a change of Node it has to be compiled again. */
async function checkDriver() {
  const probe = ["-e", 'new (require("better-sqlite3"))(":memory:").close()'];
  if (spawnSync(process.execPath, probe, { cwd: root }).status === 0) return;
  say(`Compiling the SQLite driver for Node.js ${process.versions.node}. It takes a minute or two.`);
  await runOrFail(NPM, ["rebuild", "better-sqlite3"], DRIVER_HELP, { shell: process.platform === "win32" });
}

const OUTPUTS = [
  { sources: "generator", dist: "dist/generator" },
  { sources: "runtime", dist: "runtime/dist" },
];

/** Compiles both packages, and removes what was compiled from sources that are gone. */
export async function build() {
  say("Building.");
  const isComplete = OUTPUTS.every(({ dist }) => existsSync(join(root, dist, "index.js")));
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  await runOrFail(process.execPath, [tsc, "-b", ...(isComplete ? [] : ["--force"])]);
  for (const { sources, dist } of OUTPUTS) removeStale(join(root, sources), join(root, dist));
}

function removeStale(sources, dist) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const output = join(entry.parentPath, entry.name);
    const source = join(sources, output.slice(dist.length)).replace(/(?:\.d\.ts|\.js)$/, ".ts");
    if (!existsSync(source)) rmSync(output);
  }
}
