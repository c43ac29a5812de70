import { rm, stat } from "node:fs/promises";
import { orMissing } from "./or-missing.js";

/** Nobody writes on a file for so long without a byte: who began it was killed. */
const DEAD_AFTER_MS = 3_600_000;

/** Removes those of some half-written files that killed processes have left. */
export async function removeLeftovers(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const found = await orMissing(stat(file));
    if (found !== undefined && Date.now() - found.mtimeMs > DEAD_AFTER_MS) await rm(file, { force: true });
  }
}
