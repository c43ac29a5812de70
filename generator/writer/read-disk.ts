import { readFileSync, type Stats } from "node:fs";
import { join, posix } from "node:path";
import type { File } from "../ir/file.js";
import { isSameFile, isSettled, toFacts, type FileFacts } from "./file-facts.js";
import { EMPTY_MANIFEST, MANIFEST_NAME, parseManifest, type Manifest } from "./manifest.js";
import { createPathGuard } from "./paths.js";
import type { Disk } from "./plan.js";

/** The texts that were read last, by path, with what the file system said of the files then. For runs that follow each other. */
export type DiskMemory = Map<string, Kept>;

interface Kept {
  readonly facts: FileFacts;
  readonly text: string;
  /** When it was read, or later. */
  readonly at: number;
}

/**
 * Reads what a plan for these files needs to know: the manifest, and every file that it or they name.
 *
 * @throws Refusal when one of them is, or lies behind, a symbolic link.
 */
export function readDisk(root: string, output: string, files: readonly File[], memory: DiskMemory = new Map()): Disk {
  const manifest = readManifest(root, output);
  const paths = new Set([...files.map((file) => file.path), ...manifest.files.keys()]);
  return { texts: readSome(root, paths, createPathGuard(root), memory), manifest };
}

/** The texts of those of these files that are there. */
export function readSome(root: string, paths: Iterable<string>, guard: (path: string) => Stats | undefined, memory: DiskMemory = new Map()): Map<string, string> {
  const texts = new Map<string, string>();
  for (const path of paths) {
    const stats = guard(path);
    if (stats === undefined) memory.delete(path);
    else texts.set(path, readText(root, path, { stats, memory }));
  }
  return texts;
}

function readText(root: string, path: string, { stats, memory }: { stats: Stats; memory: DiskMemory }): string {
  const at = Date.now();
  const facts = toFacts(stats);
  const kept = memory.get(path);
  if (kept !== undefined && isSettled(kept.facts, kept.at) && isSameFile(kept.facts, facts)) return kept.text;
  const text = readFileSync(join(root, path), "utf8");
  memory.set(path, { facts, text: kept?.text === text ? kept.text : text, at });
  return text;
}

export function readManifest(root: string, output: string): Manifest {
  const path = posix.join(output, MANIFEST_NAME);
  if (createPathGuard(root)(path) === undefined) return EMPTY_MANIFEST;
  return parseManifest(readFileSync(join(root, path), "utf8"), output);
}
