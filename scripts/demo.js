/**
 * `npm run demo`: the whole way from models to a running server with some data, in examples/issue-tracker. Started with
 * `exec`, so that a signal to npm ends in here and not in a shell between the two.
 */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, checkNode, install, root, runOrFail, runScript, say, StepFailed } from "./steps.js";
import { seed } from "./seed.js";

const project = join(root, "examples/issue-tracker");
const host = process.env.HOST ?? "127.0.0.1";
const port = Number(process.env.PORT ?? 3000);

await runScript(async () => {
  checkNode();
  await checkPort();
  await install();
  await build();
  say("Generating from examples/issue-tracker/models.");
  await specstar("generate");
  say("Applying the migrations to the SQLite file in examples/issue-tracker/data.");
  await specstar("migrate", "up");
  return await serve();
});

async function specstar(...args) {
  await runOrFail(process.execPath, [join(root, "bin/specstar.js"), "--root", project, ...args]);
}

async function checkPort() {
  if (!(port >= 1 && port <= 65_535)) throw new StepFailed(`PORT is "${process.env.PORT}": it must be a number from 1 to 65535.`);
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, "listening");
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw new StepFailed(`Can't listen on ${host}:${port}: ${error.message}`);
    throw new StepFailed(`Port ${port} is taken. Choose another one: PORT=${port + 1} npm run demo`);
  } finally {
    probe.close();
  }
}

/** Resolves with 0 when the user has stopped it. */
async function serve() {
  say("Starting the server.");
  const tsx = pathToFileURL(join(root, "node_modules/tsx/dist/loader.mjs")).href;
  // In a group of its own, a Ctrl-C in the terminal doesn't reach it: it is told once, from here.
  const server = spawn(process.execPath, ["--import", tsx, "server.ts"], { cwd: project, stdio: "inherit", detached: true });
  const ended = once(server, "exit");
  let isStopping = false;
  process.once("exit", () => server.kill("SIGTERM"));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      if (!isStopping) say("Stopping. The data stays for the next start.");
      isStopping = true;
      server.kill("SIGTERM");
    });
  }
  const base = `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
  const isReady = await Promise.race([waitUntilReady(base), ended.then(() => false)]);
  if (isReady && !isStopping) await greet(base);
  const [code, signal] = await ended;
  if (isStopping) return 0;
  throw new StepFailed(`The server ended by itself (${signal ?? `exit code ${code}`}).`);
}

async function waitUntilReady(base) {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const response = await fetch(`${base}/readyz`).catch(() => undefined);
    if (response?.ok) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new StepFailed("The server did not get ready within a minute.");
}

async function greet(base) {
  const first = await seed(base);
  console.log(`
SpecStar is up${first ? ", with a little data in it" : ", with the data of the last time"}. Open:
  ${base}/docs       the API reference
  ${base}/issues     all issues
  ${base}/projects   all projects
  ${base}/members    all members

Try:
  curl -s '${base}/issues?status=open&sort=-updatedTime&limit=2'
  curl -s -X POST ${base}/issues -H 'content-type: application/json' -d '{"project": "SITE", "title": "Cannot log in"}'
  curl -sg '${base}/issues/count?severity[in]=medium,high'

Ctrl-C stops it.`);
}
