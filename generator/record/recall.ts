import { isSameFile, isSettled, toFacts, type FileFacts } from "../writer/file-facts.js";
import { createPathGuard } from "../writer/paths.js";
import { listFolder, readFacts, readPrint } from "./inputs.js";
import { loadRecord, saveRecord, type RunRecord, type Stamp, type Stamps } from "./run-record.js";
import { toolIdentity } from "./tool-identity.js";

/**
 * The record of the last run, if the project is exactly as that run left it and the same tool would do the same again;
 * undefined otherwise, and in any doubt.
 */
export function recall(root: string): RunRecord | undefined {
  const startedAt = Date.now();
  const record = loadRecord(root);
  if (record === undefined || record.tool !== toolIdentity() || !isListedAlike(root, record)) return undefined;
  const inputs = renewAll(root, record.inputs, { look: (path) => readFacts(root, path), knownAt: record.startedAt });
  const outputs = inputs && renewAll(root, record.outputs, { look: createLook(root), knownAt: record.startedAt });
  if (inputs === undefined || outputs === undefined) return undefined;
  // Whose text had to be read this time need not be read the next time.
  if (isRenewed(record.inputs, inputs) || isRenewed(record.outputs, outputs)) saveRecord(root, { ...record, startedAt, inputs, outputs });
  return record;
}

function isListedAlike(root: string, { folders }: RunRecord): boolean {
  return Object.entries(folders).every(([folder, entries]) => JSON.stringify(listFolder(root, folder)) === JSON.stringify(entries));
}

/** Through a link, nothing is ours. */
function createLook(root: string): (path: string) => FileFacts | null {
  const guard = createPathGuard(root);
  return (path) => {
    try {
      const stats = guard(path);
      return stats === undefined ? null : toFacts(stats);
    } catch {
      return null;
    }
  };
}

interface Look {
  readonly look: (path: string) => FileFacts | null;
  /** When the stamps were known to be right. */
  readonly knownAt: number;
}

/** Undefined as soon as one file is not as it was. */
function renewAll(root: string, stamps: Stamps, { look, knownAt }: Look): Stamps | undefined {
  const renewed: [string, Stamp | null][] = [];
  for (const [path, stamp] of Object.entries(stamps)) {
    const facts = look(path);
    if (stamp === null || facts === null) {
      if (stamp !== facts) return undefined;
      renewed.push([path, null]);
    } else if (isSettled(stamp, knownAt) && isSameFile(stamp, facts)) {
      renewed.push([path, stamp]);
    } else {
      if (readPrint(root, path) !== stamp.print) return undefined;
      renewed.push([path, { ...facts, print: stamp.print }]);
    }
  }
  return Object.fromEntries(renewed);
}

function isRenewed(before: Stamps, after: Stamps): boolean {
  return Object.entries(after).some(([path, stamp]) => before[path] !== stamp);
}
