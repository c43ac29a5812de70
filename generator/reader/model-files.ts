import { readdirSync, statSync } from "node:fs";
import path from "node:path";

/**
 * The TypeScript files in a folder and the folders within, from the root, with forward slashes; null when there is no such folder.
 * Sorted by UTF-16 unit, so that neither locale nor file system has a say. Declaration files, hidden folders and node_modules are
 * passed over; a link to a file counts, a link to a folder doesn't.
 */
export function findModelFiles(root: string, folder: string): readonly string[] | null {
  if (!statSync(path.join(root, folder), { throwIfNoEntry: false })?.isDirectory()) return null;
  const files: string[] = [];
  collect(root, folder, files);
  return files.sort();
}

function collect(root: string, folder: string, files: string[]): void {
  for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!entry.name.startsWith(".") && entry.name !== "node_modules") collect(root, file, files);
    } else if (/\.[mc]?ts$/.test(entry.name) && !/\.d\.[mc]?ts$/.test(entry.name)) {
      files.push(file);
    }
  }
}
