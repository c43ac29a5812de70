#!/usr/bin/env node
// Measures `specstar generate` next to two other generators, in one run. The table goes to stdout and to results/generator.md.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../table.js";
import { writeTypescriptProject, writeTypespecProject } from "./other-projects.js";
import { runProcess } from "./run-process.js";
import { writeSpecstarProject } from "./specstar-project.js";
import { measureChecks } from "./type-check.js";
import { measureEdits } from "./watch-edit.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const specstar = join(here, "../../bin/specstar.js");
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 500, 2000];
const NO_OPS = 3;
const EDITS = 5;
const HELPS = 5;

/** @typedef {import("./run-process.js").Cost} Cost */

/** @param {string} folder @param {number} count */
async function measureSpecstar(folder, count) {
  writeSpecstarProject(folder, count);
  const command = [specstar, "--root", folder, "generate", "--json"];
  const cold = await runProcess(command, folder);
  const idle = [];
  for (let n = 0; n < NO_OPS; n++) idle.push(await runProcess(command, folder));
  const edits = await measureEdits(specstar, folder, EDITS);
  return { cold, idle: median(idle.map(({ seconds }) => seconds)), edit: median(edits) };
}

/** @param {string} folder @param {number} count */
async function measureSchemas(folder, count) {
  writeTypescriptProject(folder, count);
  const bin = join(here, "node_modules/ts-json-schema-generator/bin/ts-json-schema-generator.js");
  return await runProcess([bin, "--path", "index.ts", "--tsconfig", "tsconfig.json", "--out", "schema.json"], folder);
}

/** Beside the bench's packages, where the compiler finds its libraries. @param {number} count */
async function measureTypespec(count) {
  const folder = mkdtempSync(join(here, "node_modules/.typespec-"));
  try {
    writeTypespecProject(folder, count);
    const bin = join(here, "node_modules/@typespec/compiler/cmd/tsp.js");
    return await runProcess([bin, "compile", "main.tsp", "--emit", "@typespec/openapi3"], folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {number} count @returns {Promise<{ run: string, check: string }>} a row of each table */
async function measure(count) {
  process.stderr.write(`measuring ${count} models\n`);
  const folder = mkdtempSync(join(tmpdir(), "specstar-bench-"));
  try {
    const ours = await measureSpecstar(join(folder, "specstar"), count);
    const schemas = await measureSchemas(join(folder, "typescript"), count);
    const typespec = await measureTypespec(count);
    const checks = await measureChecks(join(folder, "specstar"));
    const cells = [toCell(ours.cold), toSeconds(ours.idle), toSeconds(ours.edit), toCell(schemas), toCell(typespec)];
    return { run: toRow([`${count}`, ...cells]), check: toRow([`${count}`, ...checks.map(toSeconds)]) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of both the median, from the start of the process to its end, in turns. */
async function measureHelp() {
  /** @type {[number[], number[]]} */
  const [help, nothing] = [[], []];
  for (let n = 0; n < HELPS; n++) {
    help.push((await runProcess([specstar, "--help"], here)).seconds);
    nothing.push((await runProcess(["--eval", "0"], here)).seconds);
  }
  return `\`--help\` takes ${toSeconds(median(help))}, a Node.js process that does nothing ${toSeconds(median(nothing))}.`;
}

/** @param {Cost} cost */
function toCell({ seconds, megabytes }) {
  return `${toSeconds(seconds)}, ${megabytes.toFixed(0)} MB`;
}

/** @param {number} seconds */
function toSeconds(seconds) {
  return `${seconds.toFixed(2)} s`;
}

/** @param {readonly string[]} cells */
function toRow(cells) {
  return `| ${cells.join(" | ")} |`;
}

/** @param {readonly string[]} heading @param {readonly string[]} rows */
function toTable(heading, rows) {
  return [toRow(heading), `|${"---:|".repeat(heading.length)}`, ...rows].join("\n");
}

if (!existsSync(join(here, "node_modules"))) spawnSync("npm", ["ci", "--workspaces=false"], { cwd: here, stdio: "inherit" });
const help = await measureHelp();
const rows = [];
for (const count of counts) {
  const row = await measure(count);
  rows.push(row);
  process.stderr.write(`${row.run}\n${row.check}\n`);
}
const runs = toTable(
  ["models", "specstar, cold", "nothing changed", "one edit, watched", "ts-json-schema-generator 2.4.0", "TypeSpec 1.11.0, openapi3"],
  rows.map(({ run }) => run),
);
const checks = toTable(
  ["models", "all that is emitted, tsc 5.9", "tsc 7", "models alone, tsc 5.9", "tsc 7"],
  rows.map(({ check }) => check),
);
const text = `${runs}\n\n${checks}\n\n${help}\n`;
process.stdout.write(text);
const day = new Date().toISOString().slice(0, 10);
const machine = `${cpus()[0]?.model ?? "unknown CPU"}, ${availableParallelism()} cores`;
writeFileSync(new URL("../results/generator.md", import.meta.url), `${day}, Node ${process.versions.node}, ${machine}.\n\n${text}`);
