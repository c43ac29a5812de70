import { isUtf8 } from "node:buffer";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { toFacts, type FileFacts } from "../writer/file-facts.js";
import { fingerprint } from "../writer/fingerprint.js";
import type { Stamp } from "./run-record.js";

/** The facts of a file, or of the file that a link leads to; null when there is none. */
export function readFacts(root: string, path: string): FileFacts | null {
  const stats = attempt(() => statSync(join(root, path), { throwIfNoEntry: false }));
  return stats?.isFile() === true ? toFacts(stats) : null;
}

/** The fingerprint of what a file holds; null when it can't be had. */
export function readPrint(root: string, path: string): string | null {
  const bytes = attempt(() => readFileSync(join(root, path)));
  return bytes !== undefined && isUtf8(bytes) ? fingerprint(bytes.toString("utf8")) : null;
}

/** Null when there is no such file, or none that is text. */
export function readStamp(root: string, path: string): Stamp | null {
  const facts = readFacts(root, path);
  const print = facts === null ? null : readPrint(root, path);
  return facts === null || print === null ? null : { ...facts, print };
}

/** What lies in a folder and the folders within, sorted; folders end with a slash. Null when there is no such folder. */
export function listFolder(root: string, folder: string): readonly string[] | null {
  const paths: string[] = [];
  return collect(root, folder, paths) ? paths.sort() : null;
}

/** @returns whether there is such a folder */
function collect(root: string, folder: string, paths: string[]): boolean {
  const entries = attempt(() => readdirSync(join(root, folder), { withFileTypes: true }));
  for (const entry of entries ?? []) {
    const path = `${folder}/${entry.name}`;
    paths.push(entry.isDirectory() ? `${path}/` : path);
    if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") collect(root, path, paths);
  }
  return entries !== undefined;
}

function attempt<Value>(call: () => Value): Value | undefined {
  try {
    return call();
  } catch {
    return undefined;
  }
}
