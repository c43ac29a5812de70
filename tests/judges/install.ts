import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** This folder, without a slash at its end. */
export const judges = fileURLToPath(new URL(".", import.meta.url)).replace(/[\\/]$/, "");

/** Installs the judges unless they are there: for a test that is run by itself. */
export async function installJudges(): Promise<void> {
  if (existsSync(`${judges}/node_modules/.package-lock.json`)) return;
  await promisify(execFile)("npm", ["ci"], { cwd: judges });
}
