import type { ts } from "ts-morph";
import { createReader } from "./create-reader.js";
import { MAX_INSTANCES } from "./read-arguments.js";
import { markedTypes, readModels, warnOfForgotten, type ModelsReading } from "./read-models.js";
import { createReports } from "./reports.js";
import { createTextReader, type ReadText, type SourceMemory } from "./source.js";

/** What runs that follow each other in one process have read. */
export interface ReaderMemory {
  readonly sources: SourceMemory;
  /** Each model file as it was read last, as if there were no other. */
  readonly files: Map<string, ModelsReading>;
}

/**
 * Reads each model file by itself, as far as it or what it led to has changed since the last run, and puts all together. Null
 * when that might come to something else than reading all as one, as when two files declare types of one name.
 */
export function readApart(files: readonly string[], root: string, memory: ReaderMemory): ModelsReading | null {
  const readText = createTextReader(root);
  const parts = files.map((file) => {
    const kept = memory.files.get(file);
    if (kept !== undefined && isAsBefore(kept, readText)) return kept;
    const reader = createReader(root, { readText, memory: memory.sources });
    return { reader, drafts: readModels([file], reader) };
  });
  memory.files.clear();
  for (const [at, file] of files.entries()) {
    const part = parts[at];
    if (part !== undefined && !readsPackages(part)) memory.files.set(file, part);
  }
  return areIndependent(parts) ? join(parts, files, root) : null;
}

function isAsBefore({ reader }: ModelsReading, readText: ReadText): boolean {
  return [...reader.sources.texts].every(([file, text]) => (readText(file)?.text ?? null) === text);
}

/** Where a package has its types depends on more files than are read as sources. */
function readsPackages({ reader }: ModelsReading): boolean {
  return [...reader.sources.texts.keys()].some((file) => file.split("/").includes("node_modules"));
}

function join(parts: readonly ModelsReading[], files: readonly string[], root: string): ModelsReading {
  const reader = createReader(root, { reports: createReports(parts.map((part) => part.reader.reports)) });
  const texts = new Map<string, string | null>();
  for (const part of parts) {
    for (const node of part.reader.modelClasses) reader.modelClasses.add(node);
    for (const node of part.reader.parentClasses) reader.parentClasses.add(node);
    for (const [node, spot] of part.reader.classUses) reader.classUses.set(node, spot);
    for (const [name, object] of part.reader.objects) reader.objects.set(name, object);
    for (const [file, text] of part.reader.sources.texts) texts.set(file, text);
    reader.targets.push(...part.reader.targets);
  }
  const loaders = new Map(parts.map((part, at) => [files[at], part.reader.sources.load]));
  const joined = { ...reader, sources: { texts, load: (file: string) => loaders.get(file)?.(file) ?? null } };
  warnOfForgotten(files, joined);
  return { reader: joined, drafts: parts.flatMap(({ drafts }) => drafts) };
}

/** Whether no file has a say in what another comes to: in any doubt it has. */
function areIndependent(parts: readonly ModelsReading[]): boolean {
  return haveOwnModels(parts) && haveOneMeaning(parts) && haveFewInstances(parts);
}

/** No file takes another's model for its own, or for the type of a value. */
function haveOwnModels(parts: readonly ModelsReading[]): boolean {
  const owners = new Map<ts.Node, ModelsReading>();
  const marked = new Map<string, ModelsReading>();
  for (const part of parts) {
    for (const node of part.reader.modelClasses) {
      if (owners.has(node)) return false;
      owners.set(node, part);
    }
    for (const name of markedTypes(part.drafts)) {
      if (marked.has(name)) return false;
      marked.set(name, part);
    }
  }
  return parts.every(
    (part) => [...part.reader.classUses.keys()].every((node) => isOwn(owners.get(node), part)) && [...part.reader.objects.keys()].every((name) => isOwn(marked.get(name), part)),
  );
}

function isOwn(owner: ModelsReading | undefined, part: ModelsReading): boolean {
  return owner === undefined || owner === part;
}

/** What several files name or read is the same to all of them. */
function haveOneMeaning(parts: readonly ModelsReading[]): boolean {
  const spots = new Map<string, ts.Node | ts.TextRange>();
  const meanings = new Map<string, object>();
  for (const { reader } of parts) {
    for (const [name, { node }] of reader.namedSpots) {
      if ((spots.get(name) ?? node) !== node) return false;
      spots.set(name, node);
    }
    for (const [key, declared] of reader.declared) {
      const known = meanings.get(key);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(declared)) return false;
      meanings.set(key, declared);
    }
    for (const [name, { object }] of reader.objects) {
      const known = meanings.get(name);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(object)) return false;
      meanings.set(name, object);
    }
  }
  return true;
}

function haveFewInstances(parts: readonly ModelsReading[]): boolean {
  const counts = new Map<ts.Node, number>();
  for (const { reader } of parts) {
    for (const [node, count] of reader.instances) counts.set(node, (counts.get(node) ?? 0) + count);
  }
  return [...counts.values()].every((count) => count <= MAX_INSTANCES);
}
