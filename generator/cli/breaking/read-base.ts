import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Project } from "../../ir/model.js";
import { Refusal } from "../../writer/refusal.js";
import { parseIr } from "../ir/ir-document.js";
import { readModels } from "../read-models.js";
import type { World } from "../world.js";

const MOST_BYTES = 1 << 28;

/** The models to compare with: those of a commit of git, or of a file that `specstar ir` has printed. Null when they have errors. */
export function readBase(root: string, against: string, world: World): Project | null {
  const file = resolve(world.cwd, against);
  if (statSync(file, { throwIfNoEntry: false })?.isFile() === true) return readFile(file);
  const folder = mkdtempSync(join(tmpdir(), "specstar-base-"));
  try {
    writeCommit(root, against, folder);
    return readModels(folder, world)?.project ?? null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readFile(file: string): Project {
  const document = parseIr(readFileSync(file, "utf8"));
  if (document !== null) return document;
  throw new Refusal(`${file} is not what \`specstar ir\` of this version has printed`, "print it anew: specstar ir > models.json");
}

/** Writes the sources of a commit elsewhere: the work tree and the index stay as they are. */
function writeCommit(root: string, ref: string, folder: string): void {
  const commit = git(root, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], `there is no commit, branch, tag or file \`${ref}\``).trim();
  const names = git(root, ["ls-tree", "-r", "-z", "--name-only", commit, "."], "git can't list the files of the commit").split("\0");
  for (const name of names.filter(isSource)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), git(root, ["show", `${commit}:./${name}`], `git can't show ${name}`));
  }
  // Types of packages are those that are installed now.
  if (existsSync(join(root, "node_modules"))) symlinkSync(join(root, "node_modules"), join(folder, "node_modules"), "junction");
}

function isSource(name: string): boolean {
  return /\.([cm]?tsx?|json)$/.test(name) && !/(^|\/)(node_modules|dist)\//.test(name);
}

function git(root: string, args: readonly string[], problem: string): string {
  try {
    return execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: MOST_BYTES, stdio: ["ignore", "pipe", "pipe"] });
  } catch (error) {
    throw new Refusal(problem, "name a commit of this repository (fetch it first, in a shallow clone), or a file from `specstar ir`", { cause: error });
  }
}
