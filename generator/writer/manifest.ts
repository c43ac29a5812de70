import { posix } from "node:path";

/** Lies in the output folder, and says which files there are ours and how we left them. */
export const MANIFEST_NAME = ".specstar-manifest.json";

/** What the last runs wrote. Paths are from the project's root, with forward slashes. */
export interface Manifest {
  /** Per generated file, the fingerprints that mark it as untouched: one, or several after a run that was cut short. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  /** Append-only files of a run that was cut short, with their fingerprints. */
  readonly unfinished: ReadonlyMap<string, string>;
}

export const EMPTY_MANIFEST: Manifest = { files: new Map(), unfinished: new Map() };

const ENTRY = /("(?:[^"\\]|\\.)+")\s*:\s*(\[[^\]]*\]|"[0-9a-f]{64}")/g;

/**
 * Looks for entries rather than for JSON, so that a manifest full of merge conflict markers still tells what both sides
 * wrote: each side's fingerprint then counts as untouched.
 */
export function parseManifest(text: string, output: string): Manifest {
  if (last?.text !== text || last.output !== output) last = { text, output, manifest: parse(text, output) };
  return last.manifest;
}

/** A run reads it several times. */
let last: { readonly text: string; readonly output: string; readonly manifest: Manifest } | undefined;

function parse(text: string, output: string): Manifest {
  const [files = "", unfinished = ""] = text.split('"unfinished"');
  const prints = parseEntries(unfinished, output);
  return { files: parseEntries(files, output), unfinished: new Map([...prints].map(([path, [print = ""]]) => [path, print])) };
}

function parseEntries(text: string, output: string): Map<string, readonly string[]> {
  const entries = new Map<string, readonly string[]>();
  for (const [, name = "", list = ""] of text.matchAll(ENTRY)) {
    const path = posix.join(output, JSON.parse(name) as string);
    entries.set(path, [...new Set([...(entries.get(path) ?? []), ...(list.match(/[0-9a-f]{64}/g) ?? [])])]);
  }
  return entries;
}

/** Canonical text: sorted, one file per line, paths from the output folder so that moving the folder keeps them true. */
export function formatManifest(manifest: Manifest, output: string): string {
  const lines = (entries: Iterable<readonly [string, string]>): string =>
    [...entries]
      .map(([path, value]) => `    ${JSON.stringify(fromOutput(path, output))}: ${value}`)
      .toSorted()
      .join(",\n");
  const files = lines([...manifest.files].map(([path, prints]) => [path, formatFingerprints(prints)]));
  const unfinished = lines([...manifest.unfinished].map(([path, print]) => [path, JSON.stringify(print)]));
  const tail = unfinished === "" ? "" : `,\n  "unfinished": {\n${unfinished}\n  }`;
  return `{\n  "version": 1,\n  "files": {\n${files}\n  }${tail}\n}\n`;
}

/** Most files lie in the folder, and need no more than a cut. */
function fromOutput(path: string, output: string): string {
  return path.startsWith(`${output}/`) ? path.slice(output.length + 1) : posix.relative(output, path);
}

function formatFingerprints(fingerprints: readonly string[]): string {
  const quoted = fingerprints.map((print) => JSON.stringify(print)).join(", ");
  return fingerprints.length === 1 ? quoted : `[${quoted}]`;
}
