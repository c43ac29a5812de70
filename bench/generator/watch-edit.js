import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { modelName } from "./models.js";
import { modelFile, modelText } from "./specstar-project.js";

/**
 * Measures `specstar generate --watch`: from the save of a model to the moment when its emitted file holds the change.
 *
 * @param {string} bin @param {string} root a generated project @param {number} edits how many
 * @returns {Promise<readonly number[]>} seconds
 */
export async function measureEdits(bin, root, edits) {
  const child = spawn(process.execPath, [bin, "--root", root, "generate", "--watch"], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => (said += chunk));
  const seconds = [];
  try {
    await until(() => said.includes("✔"));
    for (let edit = 0; edit < edits; edit++) {
      await sleep(500);
      seconds.push(await measureEdit(root, `Edit ${edit} of ${process.pid}.`));
    }
  } finally {
    child.kill("SIGINT");
    await once(child, "close");
  }
  return seconds;
}

/** @param {string} root @param {string} note */
async function measureEdit(root, note) {
  const label = modelName(0).toLowerCase().replace(/(\d+)$/, "$1");
  const emitted = join(root, "generated", label, `${label}.model.ts`);
  const started = performance.now();
  writeFileSync(modelFile(root, 0), modelText(0, note));
  await until(() => readFileSync(emitted, "utf8").includes(note));
  return (performance.now() - started) / 1000;
}

/** @param {() => boolean} isSo */
async function until(isSo) {
  for (const deadline = Date.now() + 300_000; !isSo(); await sleep(1)) {
    if (Date.now() > deadline) throw new Error("specstar generate --watch did not answer within five minutes.");
  }
}
