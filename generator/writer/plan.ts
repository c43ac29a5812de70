import type { File } from "../ir/file.js";
import { fingerprintAt, toUnixLines } from "./fingerprint.js";
import type { Manifest } from "./manifest.js";

/**
 * What a run means for one file. `edited` is one of ours that somebody has changed, or a stranger where ours should be:
 * the run stops for it.
 */
export type Action = "created" | "updated" | "unchanged" | "removed" | "edited";

export type Step = Kept | Change;

/** A file that is as it should be. */
export interface Kept {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly kind: File["kind"];
  readonly action: "unchanged";
}

export interface Change {
  readonly path: string;
  readonly kind: File["kind"];
  readonly action: Exclude<Action, "unchanged">;
  /** What the file should hold; null when it should go. */
  readonly text: string | null;
  /** What it holds; null when it isn't there. */
  readonly found: string | null;
}

/** The steps that do something, or would. */
export function findChanges(steps: readonly Step[]): readonly Change[] {
  return steps.filter((step) => step.action !== "unchanged");
}

/** The steps that a run stops for. */
export function findEdits(steps: readonly Step[]): readonly Change[] {
  return findChanges(steps).filter(({ action }) => action === "edited");
}

export interface Plan {
  /** Sorted by path. */
  readonly steps: readonly Step[];
  /** How the manifest reads once every step is done. */
  readonly manifest: Manifest;
}

/** The state of the disk that a plan is made from. */
export interface Disk {
  /** The text of every file that the plan may touch and that is there. */
  readonly texts: ReadonlyMap<string, string>;
  readonly manifest: Manifest;
}

/**
 * Compares what should be with what is. Pure.
 *
 * @param output the folder that is ours, from the project's root: only in there are files removed.
 * @param forced edited files that may be overwritten or removed all the same.
 */
export function planWrites(files: readonly File[], disk: Disk, output: string, forced: ReadonlySet<string>): Plan {
  const wanted = new Set(files.map((file) => file.path));
  const gone = [...disk.manifest.files.keys()].filter((path) => !wanted.has(path) && path.startsWith(`${output}/`));
  const steps = [
    ...files.map((file) => planFile(file, disk, forced)),
    ...gone.flatMap((path) => planRemoval(path, disk, forced)),
  ];
  const generated = files.filter((file) => file.kind === "generated");
  return {
    steps: steps.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    manifest: { files: new Map(generated.map((file) => [file.path, [printOf(file)]])), unfinished: new Map() },
  };
}

/** Files that an emitter has kept from the last run are the same objects: they need not be hashed again. */
function printOf(file: File): string {
  const print = known.get(file) ?? fingerprintAt(file.path, file.text);
  known.set(file, print);
  return print;
}

const known = new WeakMap<File, string>();

/** What a run means for a file that should be there. */
export function planFile({ path, kind, text }: File, disk: Disk, forced: ReadonlySet<string>): Step {
  const found = disk.texts.get(path) ?? null;
  const step = { path, kind, text, found };
  if (found === null) return { ...step, action: "created" };
  if (kind !== "generated" || found === text || toUnixLines(found) === text) return { path, kind, action: "unchanged" };
  return { ...step, action: isUntouched(path, found, disk) || forced.has(path) ? "updated" : "edited" };
}

function planRemoval(path: string, disk: Disk, forced: ReadonlySet<string>): Step[] {
  const found = disk.texts.get(path) ?? null;
  if (found === null) return [];
  const mayGo = isUntouched(path, found, disk) || forced.has(path);
  return [{ path, kind: "generated", action: mayGo ? "removed" : "edited", text: null, found }];
}

/** Conflict markers are what a merge left behind, not anybody's work: writing the file anew is the way out of them. */
function isUntouched(path: string, found: string, disk: Disk): boolean {
  const fingerprints = disk.manifest.files.get(path);
  if (fingerprints === undefined) return false;
  return fingerprints.includes(fingerprintAt(path, found)) || /^<{7} [^]*^={7}\r?$[^]*^>{7} /m.test(found);
}
