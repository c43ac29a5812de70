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
import { measureEdits } from "./watch-edit.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const specstar = join(here, "../../bin/specstar.js");
const counts = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100, 500, 2000];
const NO_OPS = 3;
const EDITS = 5;

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

/** @param {number} count @returns {Promise<string>} a row of the table */
async function measure(count) {
  process.stderr.write(`measuring ${count} models\n`);
  const folder = mkdtempSync(join(tmpdir(), "specstar-bench-"));
  try {
    const ours = await measureSpecstar(join(folder, "specstar"), count);
    const schemas = await measureSchemas(join(folder, "typescript"), count);
    const typespec = await measureTypespec(count);
    const cells = [toCell(ours.cold), `${ours.idle.toFixed(2)} s`, `${ours.edit.toFixed(2)} s`, toCell(schemas), toCell(typespec)];
    return `| ${count} | ${cells.join(" | ")} |`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {Cost} cost */
function toCell({ seconds, megabytes }) {
  return `${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`;
}

if (!existsSync(join(here, "node_modules"))) spawnSync("npm", ["ci", "--workspaces=false"], { cwd: here, stdio: "inherit" });
const rows = [];
for (const count of counts) {
  rows.push(await measure(count));
  process.stderr.write(`${rows.at(-1)}\n`);
}
const heading = ["models", "specstar, cold", "nothing changed", "one edit, watched", "ts-json-schema-generator 2.4.0", "TypeSpec 1.11.0, openapi3"];
const table = [`| ${heading.join(" | ")} |`, `|${"---:|".repeat(heading.length)}`, ...rows].join("\n");
process.stdout.write(`${table}\n`);
const day = new Date().toISOString().slice(0, 10);
const machine = `${cpus()[0]?.model ?? "unknown CPU"}, ${availableParallelism()} cores`;
writeFileSync(new URL("../results/generator.md", import.meta.url), `${day}, Node ${process.versions.node}, ${machine}.\n\n${table}\n`);
