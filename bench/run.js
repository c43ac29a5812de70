#!/usr/bin/env node
// Measures the generated server against the hand-written one: see README.md. The table goes to stdout, all else to stderr.
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { build } from "./build.js";
import { chooseCores } from "./cores.js";
import { createDatabases } from "./databases.js";
import { createFolders } from "./places/folders.js";
import { createPostgresDatabases } from "./places/postgres.js";
import { measureScenario } from "./measure-scenario.js";
import { parseOptions, USAGE } from "./options.js";
import { serversOf } from "./servers.js";
import { toTable } from "./table.js";

const tell = (/** @type {string} */ text) => void process.stderr.write(`${text}\n`);

/** @param {import("./options.js").Options} options */
async function bench(options) {
  tell("building");
  build();
  const { baseline, generated } = serversOf(options);
  const databases = createDatabases(options.postgres === undefined ? createFolders() : createPostgresDatabases(options.postgres));
  process.on("SIGINT", () => void databases.close().finally(() => process.exit(130)));
  for (const resources of new Set(options.scenarios.map((scenario) => scenario.resources))) {
    tell(`seeding ${resources} resources`);
    await Promise.all([baseline, generated].map((server) => databases.seed(server, resources)));
  }
  const setting = { databases, servers: { baseline, generated }, cores: chooseCores(), options };
  const pairs = [];
  for (const scenario of options.scenarios) {
    tell(`measuring: ${scenario.title}`);
    pairs.push(...(await measureScenario(scenario, setting)));
  }
  await databases.close();
  const table = toTable(options.scenarios, pairs);
  process.stdout.write(`${options.json ? JSON.stringify(pairs, null, 2) : table}\n`);
  if (options.keep) keepTable(table, options);
}

/** @param {string} table @param {import("./options.js").Options} options */
function keepTable(table, { rounds, seconds, postgres }) {
  const day = new Date().toISOString().slice(0, 10);
  const machine = `${cpus()[0]?.model ?? "unknown CPU"}, ${availableParallelism()} cores`;
  const text = `${day}, Node ${process.versions.node}, ${machine}; ${rounds} rounds of ${seconds} s.\n\n${table}\n`;
  writeFileSync(new URL(`results/${postgres === undefined ? "table" : "postgres"}.md`, import.meta.url), text);
}

try {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(`${USAGE}\n`);
  else await bench(options);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
