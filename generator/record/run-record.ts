/**
 * What a run leaves behind for the next one, so that a run with nothing to do can end at once. Only ever a shortcut: a record
 * that is missing, damaged or in any way in doubt means a full run.
 */

import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ProjectConfig } from "../config.js";
import type { Diagnostic } from "../diagnostics.js";
import type { FileFacts } from "../writer/file-facts.js";

/** A file as a run knew it. */
export interface Stamp extends FileFacts {
  readonly print: string;
}

/** By path; null for a file that was looked for in vain. */
export type Stamps = Readonly<Record<string, Stamp | null>>;

/** Paths are from the project's root, with forward slashes. */
export interface RunRecord {
  /** Which tool it was: another one may write other files. */
  readonly tool: string;
  /** When the run began: before it read anything. */
  readonly startedAt: number;
  readonly config: ProjectConfig;
  /** The warnings, which the next run repeats. */
  readonly diagnostics: readonly Diagnostic[];
  readonly models: number;
  readonly fields: number;
  /** Every file that was read. */
  readonly inputs: Stamps;
  /** What lay in the folders that were listed; null for one that was not there. */
  readonly folders: Readonly<Record<string, readonly string[] | null>>;
  /** The generated files, sorted. */
  readonly files: readonly string[];
  /** Every file that was written, or needed no writing. */
  readonly outputs: Stamps;
}

/** The record of the last run in `root`; undefined when there is none that can be trusted. */
export function loadRecord(root: string): RunRecord | undefined {
  try {
    const path = toRecordPath(root);
    if (!isOurs(path)) return undefined;
    const [print, text = ""] = readFileSync(path, "utf8").split("\n", 2);
    return print === hash(text) ? (JSON.parse(text) as RunRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a record; whether that works is of no matter to the run. */
export function saveRecord(root: string, record: RunRecord): void {
  try {
    const path = toRecordPath(root);
    const text = JSON.stringify(record);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, `${hash(text)}\n${text}`);
    renameSync(draft, path);
  } catch {
    // A read-only node_modules, a full disk: the next run takes a little longer.
  }
}

/** Out of sight of version control: in the cache of the project's packages, or else in the system's temporary folder. */
export function toRecordPath(root: string): string {
  const name = `generate-${hash(realpathSync(root)).slice(0, 16)}.json`;
  const hasPackages = statSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isDirectory() === true;
  if (hasPackages) return join(root, "node_modules/.cache/specstar", name);
  return join(tmpdir(), `specstar-${process.getuid?.() ?? ""}`, name);
}

/** In a folder that is open to all, somebody else may have left it there. */
function isOurs(path: string): boolean {
  const { uid } = lstatSync(dirname(path));
  return process.getuid === undefined || uid === process.getuid();
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
