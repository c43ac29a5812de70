import type { ts } from "ts-morph";
import type { Model } from "../ir/model.js";
import { checkEmbedded, forgetUnused } from "./check-embedded.js";
import { checkModelMembers, checkObjectMembers } from "./check-members.js";
import { checkSpecImports } from "./check-spec-imports.js";
import { findSchemaCalls } from "./find-schema-calls.js";
import { readModel, type ModelDraft } from "./read-model.js";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** The models that some files declare, and the reader that has read them. */
export interface ModelsReading {
  readonly reader: Reader;
  readonly drafts: readonly ModelDraft[];
}

/**
 * Reads files as the whole project.
 *
 * @param tell given each model as soon as it is read.
 */
export function readTogether(files: readonly string[], reader: Reader, tell?: (model: Model) => void): ModelsReading {
  const drafts = readModels(files, reader, tell);
  warnOfForgotten(files, reader);
  return { reader, drafts };
}

/** Reads the models of some files, and checks what can be told without any other file. */
export function readModels(files: readonly string[], reader: Reader, tell: (model: Model) => void = () => {}): readonly ModelDraft[] {
  const read = files.flatMap((file) => {
    const source = soundSource(file, reader);
    if (source === null) return [];
    checkSpecImports(source, reader);
    const drafts = findSchemaCalls(source, reader).map((call) => readModel(call, source, reader)).filter((draft) => draft !== null);
    for (const { model } of drafts) tell(model);
    return drafts;
  });
  checkEmbedded(read, reader);
  forgetUnused(read, reader);
  checkAllMembers(read, reader);
  return read;
}

function soundSource(file: string, { sources }: Reader): Source | null {
  const source = sources.load(file);
  return source === null || source.broken ? null : source;
}

function checkAllMembers(drafts: readonly ModelDraft[], reader: Reader): void {
  for (const { members } of drafts) checkModelMembers(members, reader);
  const models = markedTypes(drafts);
  for (const [name, object] of reader.objects) checkObjectMembers(object, models.has(name), reader);
}

/** The models, and the members of those that are unions: their fields have marks. */
export function markedTypes(drafts: readonly ModelDraft[]): ReadonlySet<string> {
  const parts = drafts.flatMap(({ model: { name, union } }) => [
    name,
    ...(union?.members ?? []).flatMap((member) => (member.kind === "named" ? [member.name] : [])),
  ]);
  return new Set(parts);
}

/** A class that is exported from a model file is most likely meant to be a model. To be asked when all models are known. */
export function warnOfForgotten(files: readonly string[], reader: Reader): void {
  for (const source of files.map((file) => soundSource(file, reader)).filter((each) => each !== null)) {
    for (const [name, { node }] of source.scope.exports) {
      if (!syntax.isClassDeclaration(node) || isUsed(node, reader)) continue;
      const help = `Write \`export default schema(${name}, "v1");\`, or move the class out of the models.`;
      const message = `The class \`${name}\` is not a model: it is never passed to \`schema()\`.`;
      reader.reports.add("SPEC1004", { source, node: node.name ?? node }, message, help);
    }
  }
}

function isUsed(node: ts.ClassDeclaration, { modelClasses, parentClasses, classUses }: Reader): boolean {
  return modelClasses.has(node) || parentClasses.has(node) || classUses.has(node);
}
