import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import type { File } from "../ir/file.js";
import { EMPTY_MANIFEST, MANIFEST_NAME, parseManifest, type Manifest } from "./manifest.js";
import { createPathGuard } from "./paths.js";
import type { Disk } from "./plan.js";

/**
 * Reads what a plan for these files needs to know: the manifest, and every file that it or they name.
 *
 * @throws Refusal when one of them is, or lies behind, a symbolic link.
 */
export function readDisk(root: string, output: string, files: readonly File[]): Disk {
  const manifest = readManifest(root, output);
  const guard = createPathGuard(root);
  const texts = new Map<string, string>();
  for (const path of new Set([...files.map((file) => file.path), ...manifest.files.keys()])) {
    if (guard(path) !== undefined) texts.set(path, readFileSync(join(root, path), "utf8"));
  }
  return { texts, manifest };
}

export function readManifest(root: string, output: string): Manifest {
  const path = posix.join(output, MANIFEST_NAME);
  if (createPathGuard(root)(path) === undefined) return EMPTY_MANIFEST;
  return parseManifest(readFileSync(join(root, path), "utf8"), output);
}
