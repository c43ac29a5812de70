import type { ts } from "ts-morph";
import type { ProjectConfig } from "../config.js";
import type { Diagnostic, Span } from "../diagnostics.js";
import type { Project } from "../ir/model.js";
import { checkEmbedded, forgetUnused } from "./check-embedded.js";
import { checkModelMembers, checkObjectMembers } from "./check-members.js";
import { checkNames } from "./check-names.js";
import { checkReferences } from "./check-references.js";
import { checkSpecImports } from "./check-spec-imports.js";
import { createReader } from "./create-reader.js";
import { findModelFiles } from "./model-files.js";
import { findSchemaCalls } from "./find-schema-calls.js";
import { readModel, type ModelDraft } from "./read-model.js";
import type { Reader } from "./reader.js";
import { toSpan } from "./reports.js";
import type { Source, SourceMemory } from "./source.js";
import { syntax } from "./syntax.js";

export interface ReadProjectOptions {
  /** The project's folder. No file outside of it is read but what packages declare. */
  readonly root: string;
  readonly config: Pick<ProjectConfig, "models">;
  /** What the last run in this process has parsed. */
  readonly memory?: SourceMemory;
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
export function readProject({ root, config, memory }: ReadProjectOptions): ProjectReading {
  const reader = createReader(root, memory);
  const files = findModelFiles(root, config.models);
  if (files === null) {
    const help = "Create it, or name another folder as `models` in specstar.config.ts.";
    reader.reports.add("SPEC1001", null, `There is no folder \`${config.models}\`.`, help);
  }
  const sources = (files ?? []).map(reader.sources.load).filter((source) => source !== null);
  const drafts = readModels(
    sources.filter(({ broken }) => !broken),
    reader,
  );
  checkEmbedded(drafts, reader);
  forgetUnused(drafts, reader);
  checkAllMembers(drafts, reader);
  checkReferences(reader);
  checkNames(drafts, reader);
  if (files !== null && drafts.length === 0 && reader.reports.sorted().length === 0) {
    const help = 'Pass a class to `schema()`: `export default schema(Issue, "v1");`.';
    reader.reports.add("SPEC1003", null, `There is no model in \`${config.models}\`.`, help);
  }
  const models = drafts.map(({ model }) => model).sort((a, b) => (a.name < b.name ? -1 : 1));
  const schemaCalls = new Map(drafts.map(({ model, call }) => [model.name, toSpan(call)]));
  return { project: deepFreeze({ models }), diagnostics: reader.reports.sorted(), texts: reader.sources.texts, schemaCalls };
}

function checkAllMembers(drafts: readonly ModelDraft[], reader: Reader): void {
  for (const { members } of drafts) checkModelMembers(members, reader);
  const parts = drafts.flatMap(({ model: { name, union } }) => [
    name,
    ...(union?.members ?? []).flatMap((member) => (member.kind === "named" ? [member.name] : [])),
  ]);
  const models = new Set(parts);
  for (const [name, object] of reader.objects) checkObjectMembers(object, models.has(name), reader);
}

function readModels(sources: readonly Source[], reader: Reader): readonly ModelDraft[] {
  const drafts = sources.flatMap((source) => {
    checkSpecImports(source, reader);
    return findSchemaCalls(source, reader).map((call) => readModel(call, source, reader));
  });
  for (const source of sources) warnOfForgotten(source, reader);
  return drafts.filter((draft) => draft !== null);
}

/** A class that is exported from a model file is most likely meant to be a model. */
function warnOfForgotten(source: Source, reader: Reader): void {
  for (const [name, { node }] of source.scope.exports) {
    if (!syntax.isClassDeclaration(node) || isUsed(node, reader)) continue;
    const help = `Write \`export default schema(${name}, "v1");\`, or move the class out of the models.`;
    reader.reports.add(
      "SPEC1004",
      { source, node: node.name ?? node },
      `The class \`${name}\` is not a model: it is never passed to \`schema()\`.`,
      help,
    );
  }
}

function isUsed(node: ts.ClassDeclaration, { modelClasses, parentClasses, classUses }: Reader): boolean {
  return modelClasses.has(node) || parentClasses.has(node) || classUses.has(node);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
