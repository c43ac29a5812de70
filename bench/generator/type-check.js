import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runProcess } from "./run-process.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const repository = join(here, "../..");

const COMPILERS = ["typescript-5", "typescript-7"];
/** All code of a project, and the models and their validators alone. */
const INCLUDED = { all: ["generated", "models"], models: ["generated/*/*.model.ts"] };

/**
 * Measures how long compilers take to check what was emitted, with the settings that `specstar init` writes.
 *
 * @param {string} root a generated project
 * @returns {Promise<readonly number[]>} seconds: for all of it each compiler's, then for the models
 */
export async function measureChecks(root) {
  copyFileSync(join(repository, "templates/project/tsconfig.json"), join(root, "tsconfig.json"));
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"), "dir");
  const seconds = [];
  for (const [part, include] of Object.entries(INCLUDED)) {
    const settings = { extends: "./tsconfig.json", compilerOptions: { noEmit: true }, include, exclude: [] };
    writeFileSync(join(root, `tsconfig.${part}.json`), JSON.stringify(settings));
    for (const compiler of COMPILERS) {
      seconds.push((await runProcess([join(here, "node_modules", compiler, "bin/tsc"), "-p", `tsconfig.${part}.json`], root)).seconds);
    }
  }
  return seconds;
}
