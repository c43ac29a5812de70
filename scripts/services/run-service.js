/** What the services that tests start have in common: how they begin, how they are told something, and how they end. Node alone, no packages. */

import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

const PATIENCE_MS = 60_000;
const children = new Map();
let isEnding = false;
let folder = "";

/**
 * Runs a service until its stdin is closed or it is told to end: whoever started it can't leave it behind, even when killed. The first
 * argument of the command line names its folder, which must not exist; it holds everything, and is removed at the end.
 *
 * @param start gets the folder and what follows it on the command line, and gives what is to be `said` as a line of JSON once the service
 *   answers, and its `commands`, by the line of stdin that calls them, and what does any `other` line; each is answered by a line of JSON.
 */
export async function runService(start) {
  const [given, ...args] = process.argv.slice(2);
  if (given === undefined) throw new Error("Say in which folder it is to live, as the first argument.");
  process.on("SIGTERM", () => end(0)).on("SIGINT", () => end(0));
  const lines = createInterface({ input: process.stdin });
  lines.on("close", () => end(0));
  try {
    const place = resolve(given);
    mkdirSync(place, { mode: 0o700 });
    folder = place;
    const { said, commands = {}, other } = await start(folder, args);
    lines.on("line", (line) => obey(commands[line] ?? (() => other(line))));
    console.log(JSON.stringify(said));
  } catch (error) {
    await fail(error);
  }
}

async function obey(command) {
  try {
    await command();
    console.log(JSON.stringify({}));
  } catch (error) {
    await fail(error);
  }
}

async function fail(error) {
  if (isEnding) return;
  console.error(error instanceof Error ? error.message : String(error));
  await end(1);
}

/** A server that runs as long as this process does. What it says goes to a file of the folder. */
export function keep(program, args, { signal = "SIGKILL", ...options } = {}) {
  const file = join(folder, `${program.slice(program.lastIndexOf("/") + 1)}.out`);
  const log = openSync(file, "a");
  const child = spawn(program, args, { ...options, stdio: ["ignore", log, log] });
  const gone = new Promise((done) => child.on("error", done).on("exit", done));
  children.set(child, { signal, gone });
  void failWhenGone(child, program, file);
  return child;
}

async function failWhenGone(child, program, file) {
  const reason = await children.get(child).gone;
  if (children.has(child)) await fail(new Error(`${program} ended: ${reason}.\n${readFileSync(file, "utf8").slice(-2000)}`));
}

/** Ends a server that was kept. */
export async function letGo(child) {
  const { signal, gone } = children.get(child);
  children.delete(child);
  child.kill(signal);
  await gone;
}

/** Runs a program to its end. @throws Error with what it said, or with what to install when it isn't there. */
export function run(program, args, help, options = {}) {
  return new Promise((done, reject) => {
    const child = spawn(program, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said = (said + text).slice(-4000)));
    child.on("error", (error) => reject(new Error(`${program} can't be run: ${error.message}. ${help}`)));
    child.on("close", (code) => (code === 0 ? done() : reject(new Error(`${program} ended with ${code}: ${said}`))));
  });
}

export async function until(isReady) {
  const begin = performance.now();
  while (!(await isReady().catch(() => false))) {
    if (isEnding) throw new Error("It was stopped.");
    if (performance.now() - begin > PATIENCE_MS) throw new Error(`It did not answer within ${PATIENCE_MS / 1000} s: see ${folder}.`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** Ports that nobody listens on, all at once, so that they differ. */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise((done) => server.listen(0, "127.0.0.1", done))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** PostgreSQL and its pooler refuse to run as root: then the folder becomes that of the user postgres, whom Debian's packages make. */
export function ownerOf(place) {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = ["-u", "-g"].map((flag) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" })));
  chownSync(place, uid, gid);
  return { uid, gid };
}

/** The path of a program. @throws Error with what to install when it is nowhere. */
export function find(program, folders, help) {
  const all = [...folders, ...(process.env.PATH ?? "").split(":"), "/usr/sbin"];
  const found = all.find((place) => place !== "" && existsSync(join(place, program)));
  if (found === undefined) throw new Error(`There is no ${program}. ${help}`);
  return join(found, program);
}

async function end(code) {
  if (isEnding) return;
  isEnding = true;
  // Nothing of it is worth an orderly end: the data goes as well.
  await Promise.all([...children.keys()].map(letGo));
  if (folder !== "") rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}
