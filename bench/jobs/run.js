#!/usr/bin/env node
// Measures jobs next to three queues from npm, in one run: see README.md. The table goes to stdout and to results/jobs.md.
import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { chooseCores } from "../cores.js";
import { startChild } from "../orders.js";
import { createPostgresDatabases } from "../places/postgres.js";
import { median } from "../table.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const [postgres = "postgresql://postgres@127.0.0.1:5432/postgres", redis = "redis://127.0.0.1:6379"] = process.argv.slice(2);
const COUNT = 5_000;
const ROUNDS = 3;
/** What V8 takes until it has compiled what is used. */
const WARM_UP = 1_000;

const CONTENDERS = [
  { name: "specstar", on: "PostgreSQL" },
  { name: "pg-boss", on: "PostgreSQL" },
  { name: "graphile-worker", on: "PostgreSQL" },
  { name: "bullmq", on: "Redis" },
];

/** @typedef {import("./contender-process.js").Cost} Cost */
/** @typedef {{ enqueue: Cost, process: Cost }} Round */

/** @param {import("../orders.js").Child} child @param {number} count @returns {Promise<Round>} */
async function round(child, count) {
  const enqueue = /** @type {Cost} */ (await child.ask("enqueue", { count }));
  return { enqueue, process: /** @type {Cost} */ (await child.ask("process", { count })) };
}

/** @param {string} name @param {string} url */
async function start(name, url) {
  const child = startChild(`${here}contender-process.js`, { core: chooseCores().server });
  await child.ask("open", { name, url });
  await round(child, WARM_UP);
  return { name, child, rounds: /** @type {Round[]} */ ([]) };
}

/** @param {readonly Cost[]} costs */
function toCells(costs) {
  const rate = median(costs.map(({ seconds }) => COUNT / seconds));
  return `${rate.toFixed(0)} | ${median(costs.map(({ cpuMicroseconds }) => cpuMicroseconds / COUNT)).toFixed(0)}`;
}

async function bench() {
  execFileSync(process.execPath, [`${here}../../node_modules/typescript/bin/tsc`, "-b", `${here}../../runtime`], { stdio: "inherit" });
  execFileSync(process.execPath, [`${here}../../node_modules/typescript/bin/tsc`, "-p", here], { stdio: "inherit" });
  if (!existsSync(`${here}node_modules`)) execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit" });
  const databases = createPostgresDatabases(postgres);
  const started = [];
  for (const { name, on } of CONTENDERS) started.push(await start(name, on === "Redis" ? redis : await databases.create(name.replaceAll("-", "_"))));
  // In turns, so that whatever else the machine does meets all of them.
  for (let n = 0; n < ROUNDS; n++) {
    for (const { name, child, rounds } of started) {
      process.stderr.write(`round ${n + 1}: ${name}\n`);
      rounds.push(await round(child, COUNT));
    }
  }
  for (const { child } of started) {
    await child.ask("close");
    await child.end();
  }
  await databases.close();
  const rows = started.map(({ name, rounds }, at) => `| ${name} | ${CONTENDERS[at]?.on} | ${toCells(rounds.map(({ enqueue }) => enqueue))} | ${toCells(rounds.map((each) => each.process))} |`);
  return ["| queue | on | enqueued per s | µs CPU each | run per s | µs CPU each |", "|---|---|--:|--:|--:|--:|", ...rows].join("\n");
}

const table = await bench();
const machine = `${cpus()[0]?.model ?? "unknown CPU"}, ${availableParallelism()} cores`;
const day = new Date().toISOString().slice(0, 10);
writeFileSync(`${here}../results/jobs.md`, `${day}, Node ${process.versions.node}, ${machine}; ${ROUNDS} rounds of ${COUNT} jobs.\n\n${table}\n`);
process.stdout.write(`${table}\n`);
