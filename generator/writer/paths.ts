import { lstatSync, type Stats } from "node:fs";
import { dirname, isAbsolute, join, posix } from "node:path";
import { Refusal } from "./refusal.js";

/**
 * Checks that a folder may be ours: below the project's root, and not the root itself, where the user's own files are.
 *
 * @param output from the project's root.
 * @returns the same with forward slashes and nothing superfluous in it: `./generated/` gives `generated`.
 * @throws Refusal
 */
export function toOutputFolder(output: string): string {
  const folder = posix.normalize(output.replaceAll("\\", "/")).replace(/\/+$/, "");
  const help = 'name a folder of its own below the project\'s root, such as output: "generated"';
  if (isAbsolute(output) || folder === ".." || folder.startsWith("../")) {
    throw new Refusal(`the output folder "${output}" is outside the project`, help);
  }
  if (folder === "." || folder === "") throw new Refusal("the output folder can't be the project's root", help);
  return folder;
}

/**
 * Makes a check for paths below `root`: `lstat` of the file, undefined when it isn't there.
 *
 * The check throws Refusal when the file, or a folder on the way to it, is a symbolic link: what lies behind may not be
 * the project's; and when a folder stands where the file should be.
 */
export function createPathGuard(root: string): (path: string) => Stats | undefined {
  const folders = new Map<string, Stats | undefined>();
  const checkFolder = (path: string): Stats | undefined => {
    if (path === ".") return undefined;
    if (!folders.has(path)) {
      checkFolder(dirname(path));
      folders.set(path, statPlain(root, path));
    }
    return folders.get(path);
  };
  return (path) => {
    checkFolder(dirname(path));
    const stats = statPlain(root, path);
    if (stats?.isDirectory()) throw new Refusal(`${path} is a folder, and a generated file should be there`, "move it away");
    return stats;
  };
}

function statPlain(root: string, path: string): Stats | undefined {
  const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (stats?.isSymbolicLink()) {
    throw new Refusal(`${path} is a symbolic link, and nothing is written through one`, "put a real folder or file in its place");
  }
  return stats;
}
