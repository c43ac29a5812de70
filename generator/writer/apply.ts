import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fingerprint, fingerprintAt } from "./fingerprint.js";
import { formatManifest, MANIFEST_NAME, type Manifest } from "./manifest.js";
import { createPathGuard } from "./paths.js";
import { findChanges, type Change, type Plan } from "./plan.js";
import { readManifest } from "./read-disk.js";

const STAGE = ".specstar-tmp";

/**
 * Makes the disk agree with the plan. Each file appears whole or not at all: all are written aside first, then renamed
 * into place. Until the last one is, the manifest counts a file's old and new text as ours, so that the next run mends
 * what a crash left half done.
 *
 * @param plan without an `edited` step.
 */
export function applyPlan(root: string, output: string, plan: Plan): void {
  const before = readManifest(root, output);
  const changes = findChanges(plan.steps);
  const writes = changes.filter((step) => step.action === "created" || step.action === "updated");
  const removals = changes.filter((step) => step.action === "removed");
  const manifestPath = join(root, output, MANIFEST_NAME);
  const isNothing = writes.length + removals.length === 0;
  if (isNothing && formatManifest(before, output) === formatManifest(plan.manifest, output)) return;
  try {
    if (!isNothing) replaceFile(root, output, { path: manifestPath, text: formatManifest(toTransition(before, plan.manifest.files, writes), output) });
    writeAll(root, output, writes);
    for (const { path } of removals) removeFile(root, output, path);
    replaceFile(root, output, { path: manifestPath, text: formatManifest(plan.manifest, output) });
  } finally {
    rmSync(join(root, output, STAGE), { recursive: true, force: true });
  }
}

/**
 * Writes some generated files of a run that goes on. The manifest counts what they held and what they hold as ours until the run is
 * over.
 */
export function applyWrites(root: string, output: string, before: Manifest, writes: readonly Change[]): void {
  if (writes.length === 0) return;
  const wanted = new Map(writes.map(({ path, text }) => [path, [fingerprintAt(path, text ?? "")]]));
  try {
    const manifest = formatManifest(toTransition(before, wanted, writes), output);
    replaceFile(root, output, { path: join(root, output, MANIFEST_NAME), text: manifest });
    writeAll(root, output, writes);
  } finally {
    rmSync(join(root, output, STAGE), { recursive: true, force: true });
  }
}

/**
 * Clears up after a run that was cut short. An append-only file is taken back unless the run got as far as the files
 * outside the output folder, which come last and are what remembers it: the next run would append the same again.
 */
export function recover(root: string, output: string): void {
  const { files, unfinished } = readManifest(root, output);
  rmSync(join(root, output, STAGE), { recursive: true, force: true });
  const isCurrent = ([path, prints]: readonly [string, readonly string[]]): boolean => holds(root, path, prints.at(-1));
  if ([...files].filter(([path]) => isOutside(path, output)).every(isCurrent)) return;
  for (const [path, print] of unfinished) {
    if (!holds(root, path, print)) continue;
    rmSync(join(root, path));
    removeEmptyFolders(root, dirname(path), "");
  }
}

function holds(root: string, path: string, print: string | undefined): boolean {
  return createPathGuard(root)(path) !== undefined && fingerprintAt(path, readFileSync(join(root, path), "utf8")) === print;
}

function toTransition(before: Manifest, wanted: Manifest["files"], writes: readonly Change[]): Manifest {
  const files = new Map(before.files);
  for (const [path, prints] of wanted) {
    files.set(path, [...(files.get(path) ?? []).filter((print) => !prints.includes(print)), ...prints]);
  }
  const appended = writes.filter((step) => step.kind === "appended");
  return { files, unfinished: new Map(appended.map((step) => [step.path, fingerprint(step.text ?? "")])) };
}

function writeAll(root: string, output: string, writes: readonly Change[]): void {
  makeStage(root, output);
  const staged = writes.map(({ path, kind, text }, index) => {
    const from = stage(root, output, String(index), text ?? "");
    return { from, to: join(root, path), last: kind === "generated" && isOutside(path, output) };
  });
  const made = new Set<string>();
  for (const { from, to } of staged.toSorted((a, b) => Number(a.last) - Number(b.last))) {
    const folder = dirname(to);
    if (!made.has(folder)) mkdirSync(folder, { recursive: true });
    made.add(folder);
    renameSync(from, to);
  }
}

function makeStage(root: string, output: string): void {
  mkdirSync(join(root, output, STAGE), { recursive: true });
}

function stage(root: string, output: string, name: string, text: string): string {
  const path = join(root, output, STAGE, name);
  writeFileSync(path, text);
  return path;
}

function replaceFile(root: string, output: string, file: { readonly path: string; readonly text: string }): void {
  makeStage(root, output);
  renameSync(stage(root, output, "manifest", file.text), file.path);
}

function removeFile(root: string, output: string, path: string): void {
  createPathGuard(root)(path);
  rmSync(join(root, path), { force: true });
  removeEmptyFolders(root, dirname(path), output);
}

/** Upwards from `folder`, as far as they are empty, and never `stop` or what is above it. */
function removeEmptyFolders(root: string, folder: string, stop: string): void {
  for (let path = folder; path !== stop && path !== "."; path = dirname(path)) {
    if (readdirSync(join(root, path)).length > 0) return;
    rmdirSync(join(root, path));
  }
}

function isOutside(path: string, output: string): boolean {
  return posix.relative(output, path).startsWith("../");
}
