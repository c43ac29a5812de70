import type { ProjectConfig } from "../config.js";
import type { Diagnostic } from "../diagnostics.js";
import { isSameFile } from "../writer/file-facts.js";
import { fingerprint } from "../writer/fingerprint.js";
import { MANIFEST_NAME } from "../writer/manifest.js";
import { findChanges, type Plan } from "../writer/plan.js";
import { listFolder, readFacts, readStamp } from "./inputs.js";
import { saveRecord, type RunRecord, type Stamps } from "./run-record.js";
import { toolIdentity } from "./tool-identity.js";

/** The project beside its models, as it was before a run read anything of it. */
export interface Before {
  readonly startedAt: number;
  readonly inputs: Stamps;
  readonly folders: RunRecord["folders"];
}

/** What came of a run that has put everything in its place. */
export interface Finished {
  readonly root: string;
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
  readonly plan: Plan;
  /** How many models and fields. */
  readonly models: number;
  readonly fields: number;
  /** What the reader read, by path; null for what it looked for in vain. */
  readonly texts: ReadonlyMap<string, string | null>;
}

const CONFIG_FILE = "specstar.config.ts";
/** Types may come from packages; these change when one of them does. */
const PACKAGE_FILES = ["package.json", "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "node_modules/.package-lock.json"];

/** Looks at the config, before it is read. */
export function lookAtConfig(root: string): Before {
  return { startedAt: Date.now(), inputs: { [CONFIG_FILE]: readStamp(root, CONFIG_FILE) }, folders: {} };
}

/** Looks at everything else that a run with this config reads beside the models, before it does. */
export function lookAround(root: string, config: ProjectConfig, { startedAt, inputs }: Before): Before {
  const watched = [config.migrations, ...(config.templates === null ? [] : [config.templates])];
  const folders = Object.fromEntries([config.models, ...watched].map((folder) => [folder, listFolder(root, folder)]));
  const files = watched.flatMap((folder) => folders[folder] ?? []).filter((path) => !path.endsWith("/"));
  const stamps = [...PACKAGE_FILES, ...files].map((path) => [path, readStamp(root, path)] as const);
  return { startedAt, inputs: { ...inputs, ...Object.fromEntries(stamps) }, folders };
}

/** Writes down what the next run has to find as it is now, to have nothing to do. Nothing when that can't be told for certain. */
export function remember(before: Before, finished: Finished): void {
  const { root, config, diagnostics, plan, models, fields } = finished;
  // What an emitter of the user's own looks at, nobody knows.
  if (config.emitters.length > 0 || !isStillSo(root, before)) return;
  const inputs = stampTexts(root, finished.texts);
  const outputs = stampOutputs(root, config.output, plan);
  if (inputs === undefined || outputs === undefined) return;
  const appended = findChanges(plan.steps).filter(({ kind }) => kind === "appended").map(({ path }) => path);
  const folders = Object.fromEntries(Object.entries(before.folders).map(([folder, entries]) => [folder, withFiles(folder, entries, appended)]));
  const facts = { config, diagnostics, models, fields, folders, files: [...plan.manifest.files.keys()].sort() };
  saveRecord(root, { tool: toolIdentity(), startedAt: before.startedAt, ...facts, inputs: { ...before.inputs, ...inputs }, outputs });
}

function isStillSo(root: string, { inputs }: Before): boolean {
  return Object.entries(inputs).every(([path, stamp]) => {
    const facts = readFacts(root, path);
    return stamp === null || facts === null ? stamp === facts : isSameFile(stamp, facts);
  });
}

/** The facts are newer than the texts; a file that changed in between is found out, as its time is not before the run. */
function stampTexts(root: string, texts: ReadonlyMap<string, string | null>): Stamps | undefined {
  const stamps = [...texts].map(([path, text]) => {
    const facts = readFacts(root, path);
    return [path, facts === null || text === null ? null : { ...facts, print: fingerprint(text) }] as const;
  });
  const isGone = stamps.some(([path, stamp]) => stamp === null && texts.get(path) !== null);
  return isGone ? undefined : Object.fromEntries(stamps);
}

function stampOutputs(root: string, output: string, { manifest, steps }: Plan): Stamps | undefined {
  const own = `${output}/${MANIFEST_NAME}`;
  const added = findChanges(steps).filter(({ kind }) => kind !== "generated");
  const prints = [
    ...[...manifest.files].map(([path, [print = ""]]) => [path, print] as const),
    ...added.map(({ path, text }) => [path, fingerprint(text ?? "")] as const),
  ];
  const stamps = prints.map(([path, print]) => {
    const facts = readFacts(root, path);
    return [path, facts && { ...facts, print }] as const;
  });
  const all = Object.fromEntries([...stamps, [own, readStamp(root, own)]]);
  return Object.values(all).includes(null) ? undefined : all;
}

/** The entries with what the run has added to the folder. */
function withFiles(folder: string, entries: readonly string[] | null, added: readonly string[]): readonly string[] | null {
  const inside = added.filter((path) => path.startsWith(`${folder}/`));
  if (inside.length === 0) return entries;
  const parents = inside.flatMap((path) => {
    const parts = path.slice(folder.length + 1).split("/").slice(0, -1);
    return parts.map((_, index) => `${folder}/${parts.slice(0, index + 1).join("/")}/`);
  });
  return [...new Set([...(entries ?? []), ...inside, ...parents])].sort();
}
