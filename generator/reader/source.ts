import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { ts } from "ts-morph";
import type { Reports, Spot } from "./reports.js";
import { readScope, type Scope } from "./scope.js";
import { syntax } from "./syntax.js";

/** One file of the project, parsed. */
export interface Source {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly scope: Scope;
  /** Has syntax errors, so that what seems to be missing from it may be there. */
  readonly broken: boolean;
  /** Of a package's file: where the project uses it, which is where the user can do something about it. */
  readonly via?: Spot;
}

/** The files of a project, each read and parsed at most once. */
export interface Sources {
  /** The file at a path from the root, or null when there is none. What is wrong in the file itself is reported. */
  readonly load: (path: string) => Source | null;
  /** What was asked for so far, and its text; null for what is not there. */
  readonly texts: ReadonlyMap<string, string | null>;
}

/** The files without errors that an earlier run in this process has parsed, by path. */
export type SourceMemory = Map<string, { readonly text: string; readonly source: Source }>;

/** What a file holds; null when there is none. */
export type ReadText = (path: string) => { readonly text: string; readonly isUtf8: boolean } | null;

/** Reads each file at most once, by its path from the root. */
export function createTextReader(root: string): ReadText {
  const known = new Map<string, ReturnType<ReadText>>();
  return (file) => {
    const last = known.get(file);
    if (last !== undefined) return last;
    const bytes = readBytes(path.join(root, file));
    const found = bytes === null ? null : { text: bytes.toString("utf8"), isUtf8: isUtf8(bytes) };
    known.set(file, found);
    return found;
  };
}

export function createSources(readText: ReadText, reports: Reports, memory: SourceMemory = new Map()): Sources {
  const loaded = new Map<string, Source | null>();
  const texts = new Map<string, string | null>();
  return {
    texts,
    load: (file) => {
      const known = loaded.get(file);
      if (known !== undefined) return known;
      const found = readText(file);
      texts.set(file, found === null ? null : found.text);
      const source = found === null ? null : readSource(file, found, { reports, memory });
      loaded.set(file, source);
      return source;
    },
  };
}

function readSource(file: string, { text, isUtf8: isText }: NonNullable<ReturnType<ReadText>>, { reports, memory }: { reports: Reports; memory: SourceMemory }): Source {
  if (!isText) return unreadable(file, reports, "is not UTF-8 text", "Save the file as UTF-8.");
  const kept = memory.get(file);
  if (kept?.text === text) return kept.source;
  const source = parseSource(file, text, reports);
  if (!source.broken) memory.set(file, { text, source });
  return source;
}

function unreadable(file: string, reports: Reports, problem: string, help: string): Source {
  const source = toSource(file, parse(file, ""));
  reports.add("SPEC1005", { source, node: { pos: 0, end: 0 } }, `\`${file}\` ${problem}.`, help);
  return { ...source, broken: true };
}

function readBytes(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error instanceof Error && "code" in error && ["ENOENT", "EISDIR", "ENOTDIR", "ELOOP"].includes(String(error.code))) return null;
    throw error;
  }
}

/** A file from its text. Line ends and a byte order mark make no difference. Syntax errors are reported, the first of each file only. */
export function parseSource(file: string, text: string, reports: Reports): Source {
  try {
    const source = toSource(file, parse(file, text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n")));
    const error = syntaxErrors(source.tree)[0];
    if (error === undefined) return source;
    const message = syntax.flattenDiagnosticMessageText(error.messageText, " ");
    const node = { pos: error.start, end: error.start + error.length };
    reports.add(
      "SPEC1002",
      { source, node },
      `Syntax error: ${message}`,
      "Correct the syntax: an editor with TypeScript shows the same error.",
    );
    return { ...source, broken: true };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return unreadable(file, reports, "is nested too deeply to be read", "Take the deepest part apart.");
  }
}

function toSource(file: string, tree: ts.SourceFile): Source {
  return { path: file, tree, scope: readScope(tree.statements), broken: false };
}

function parse(file: string, text: string): ts.SourceFile {
  // Doc comments are read by our own reader, only where they count: parsing them all takes a quarter longer.
  const options = { languageVersion: syntax.ScriptTarget.ESNext, jsDocParsingMode: syntax.JSDocParsingMode.ParseNone };
  return syntax.createSourceFile(file, text, options, false, syntax.ScriptKind.TS);
}

/** The compiler keeps them on the tree, but leaves them out of its public types. */
function syntaxErrors(tree: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (tree as ts.SourceFile & { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics;
}
