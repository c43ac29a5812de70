import type { ProjectConfig } from "../config.js";
import type { Diagnostic, Span } from "../diagnostics.js";
import type { Model, Project } from "../ir/model.js";
import { checkNames } from "./check-names.js";
import { checkReferences } from "./check-references.js";
import { createReader } from "./create-reader.js";
import { markReferredTo } from "./mark-referred-to.js";
import { findModelFiles } from "./model-files.js";
import { readApart, type ReaderMemory } from "./read-apart.js";
import { readTogether } from "./read-models.js";
import { toSpan } from "./reports.js";

export interface ReadProjectOptions {
  /** The project's folder. No file outside of it is read but what packages declare. */
  readonly root: string;
  readonly config: Pick<ProjectConfig, "models">;
  /** What the last run in this process has read. */
  readonly memory?: ReaderMemory;
  /** Given each model as soon as it is read, where nothing is remembered. Another model may yet refer to it, and it may have errors. */
  readonly tell?: ((model: Model) => void) | undefined;
}

export interface ProjectReading {
  /** The models that could be read. Complete when no diagnostic is an error. */
  readonly project: Project;
  /** All the problems of the run, by file, line and column. */
  readonly diagnostics: readonly Diagnostic[];
  /** Every file that was read, by path from the root, with its text; null for those that were looked for in vain. */
  readonly texts: ReadonlyMap<string, string | null>;
  /** Where each model is passed to `schema()`, by its name. */
  readonly schemaCalls: ReadonlyMap<string, Span>;
}

/**
 * Reads the models of a project from their source. Nothing in them is run; of packages only the types that they use are read.
 * The same files give the same result, whatever the machine, the locale or the order in which the file system lists them.
 *
 * Throws only what the file system throws, such as for a file that may not be read.
 */
export function readProject({ root, config, memory, tell }: ReadProjectOptions): ProjectReading {
  const files = findModelFiles(root, config.models);
  const { reader, drafts } = (memory && readApart(files ?? [], root, memory)) ?? readTogether(files ?? [], createReader(root, { memory: memory?.sources }), tell);
  if (files === null) {
    const help = "Create it, or name another folder as `models` in specstar.config.ts.";
    reader.reports.add("SPEC1001", null, `There is no folder \`${config.models}\`.`, help);
  }
  checkReferences(reader);
  checkNames(drafts, reader);
  if (files !== null && drafts.length === 0 && reader.reports.sorted().length === 0) {
    const help = 'Pass a class to `schema()`: `export default schema(Issue, "v1");`.';
    reader.reports.add("SPEC1003", null, `There is no model in \`${config.models}\`.`, help);
  }
  const models = markReferredTo(drafts.map(({ model }) => model)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const schemaCalls = new Map(drafts.map(({ model, call }) => [model.name, toSpan(call)]));
  return { project: deepFreeze({ models }), diagnostics: reader.reports.sorted(), texts: reader.sources.texts, schemaCalls };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
