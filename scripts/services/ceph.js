/**
 * Runs an S3 server for tests: Ceph's RADOS Gateway on a monitor and a store in memory, all on 127.0.0.1 and on free ports.
 *
 *     node scripts/services/ceph.js FOLDER
 *
 * FOLDER must not exist; it holds everything, and is removed at the end. Says `{"endpoint":…}` on stdout once the server answers. Ends, and
 * takes everything with it, when its stdin is closed or it is told to: whoever started it can't leave it behind, even when killed.
 */

import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { cephConf } from "./ceph-conf.js";

const folder = resolve(process.argv[2] ?? "");
const PATIENCE_MS = 60_000;
const ADMIN = ["-n", "client.admin"];
const children = [];
let isEnding = false;

process.on("SIGTERM", () => end(0));
process.on("SIGINT", () => end(0));
process.stdin.on("end", () => end(0)).on("error", () => end(0)).resume();

try {
  const endpoint = await start();
  console.log(JSON.stringify({ endpoint }));
} catch (error) {
  if (!isEnding) {
    console.error(`The S3 server did not start: ${error instanceof Error ? error.message : error}`);
    await end(1);
  }
}

async function start() {
  if (process.argv[2] === undefined) throw new Error("Say in which folder: node scripts/services/ceph.js FOLDER");
  mkdirSync(folder, { mode: 0o700 });
  for (const part of ["mon", "osd", "rgw", "run", "log"]) mkdirSync(join(folder, part));
  const [mon, port] = await freePorts(2);
  const fsid = crypto.randomUUID();
  writeFileSync(conf(), cephConf({ folder, fsid, mon, port }));
  await makeKeys();
  await startMonitor(fsid, mon);
  await startStore();
  await startGateway(port);
  return `http://127.0.0.1:${port}`;
}

function conf() {
  return join(folder, "ceph.conf");
}

/** Ceph wants them even where nobody authenticates. */
async function makeKeys() {
  const keys = join(folder, "keyring");
  await run("ceph-authtool", ["--create-keyring", keys, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *"]);
  for (const [name, ...caps] of [
    ["client.admin", "--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *"],
    ["client.rgw.a", "--cap", "mon", "allow *", "--cap", "osd", "allow *"],
  ]) {
    await run("ceph-authtool", [keys, "--gen-key", "-n", name, ...caps]);
  }
}

async function startMonitor(fsid, port) {
  const map = join(folder, "monmap");
  await run("monmaptool", ["--create", "--fsid", fsid, "--addv", "a", `[v2:127.0.0.1:${port}]`, map]);
  await run("ceph-mon", ["-c", conf(), "--mkfs", "-i", "a", "--monmap", map, "--keyring", join(folder, "keyring")]);
  keep("ceph-mon", ["-c", conf(), "-f", "-i", "a"]);
}

async function startStore() {
  const uuid = crypto.randomUUID();
  // Waits for the monitor.
  await run("ceph", ["-c", conf(), ...ADMIN, "--connect-timeout", "30", "osd", "new", uuid]);
  await run("ceph-osd", ["-c", conf(), "-i", "0", "--mkfs", "--osd-uuid", uuid]);
  keep("ceph-osd", ["-c", conf(), "-f", "-i", "0"]);
}

async function startGateway(port) {
  keep("radosgw", ["-c", conf(), "-n", "client.rgw.a", "-f"]);
  await until(() => fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.ok));
  const user = ["user", "create", "--uid", "test", "--display-name", "test", "--access-key", "test", "--secret-key", "testsecret"];
  await run("radosgw-admin", ["-c", conf(), ...ADMIN, ...user]);
}

/** A server that runs as long as this process does. */
function keep(command, args) {
  const log = openSync(join(folder, "log", `${command}.out`), "a");
  const child = spawn(command, args, { stdio: ["ignore", log, log] });
  children.push(child);
  child.on("error", () => end(1));
  child.on("exit", (code) => {
    if (isEnding) return;
    console.error(`${command} ended with ${code}.\n${readFileSync(join(folder, "log", `${command}.out`), "utf8").slice(-2000)}`);
    void end(1);
  });
}

function run(command, args) {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said = (said + text).slice(-4000)));
    child.on("error", (error) => reject(new Error(`${command} can't be run: ${error.message}. Install Debian's packages radosgw, ceph-mon and ceph-osd.`)));
    child.on("close", (code) => (code === 0 ? done() : reject(new Error(`${command} ended with ${code}: ${said}`))));
  });
}

async function until(isReady) {
  const begin = performance.now();
  while (!(await isReady().catch(() => false))) {
    if (isEnding) throw new Error("It was stopped.");
    if (performance.now() - begin > PATIENCE_MS) throw new Error(`It did not answer within ${PATIENCE_MS / 1000} s: see ${folder}.`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** All at once, so that they differ. */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  await Promise.all(servers.map((server) => new Promise((done) => server.listen(0, "127.0.0.1", done))));
  const ports = servers.map((server) => server.address().port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

async function end(code) {
  if (isEnding) return;
  isEnding = true;
  // Nothing of it is worth an orderly end: the data goes as well.
  const gone = children.map((child) => (child.exitCode === null && child.pid !== undefined ? new Promise((done) => child.once("exit", done)) : undefined));
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(gone);
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}
