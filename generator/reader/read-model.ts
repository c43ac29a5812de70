import type { ts } from "ts-morph";
import type { Model } from "../ir/model.js";
import { managersKey, modelPath } from "../ir/names.js";
import { collectIndexed, type IndexedDraft } from "./collect-indexed.js";
import { collectObjects } from "./collect-objects.js";
import { isPlainDeclaration } from "./read-declaration.js";
import { readDoc } from "./read-doc.js";
import { readMembers } from "./read-members.js";
import { hasPlainModifiers } from "./read-modifiers.js";
import { readSchemaOptions } from "./read-schema-options.js";
import type { Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import { resolveName } from "./resolve-name.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** A model, and where it was read. */
export interface ModelDraft {
  readonly model: Model;
  readonly indexed: readonly IndexedDraft[];
  readonly source: Source;
  /** The name of the class. */
  readonly node: ts.Node;
  /** The call of `schema()`. */
  readonly call: Spot;
}

/** Reads the model that one call of `schema()` declares; null when there is nothing to be read, which is reported. */
export function readModel(call: ts.CallExpression, source: Source, reader: Reader): ModelDraft | null {
  const found = readModelClass(call, source, reader);
  const schemaVersion = readSchemaVersion(call, source, reader);
  if (found === null) return null;
  const { declaration, name: node } = found;
  const name = node.text;
  if (!isPlainModelClass(found, reader)) return null;
  const members = readMembers(declaration.members, { source: found.source, path: [name], depth: 0 }, reader);
  if (declaration.members.length === 0) {
    reader.reports.add("SPEC1201", { source: found.source, node }, `\`${name}\` has no fields.`, "Write its fields: `title!: string;`.");
  }
  const options = readSchemaOptions(call.arguments[2], { source, model: name, members }, reader);
  const indexed = collectIndexed(members.fields, [...options.indexes, ...options.unique].flat(), reader);
  const single = indexed.filter(({ unique }) => unique).map(({ indexedPath }) => [indexedPath.path]);
  const model: Model = {
    name,
    schemaVersion,
    file: found.source.path,
    doc: readDoc(declaration, found.source, reader),
    fields: members.fields.map(({ field }) => field),
    indexes: indexed.map(({ indexedPath }) => indexedPath),
    compoundIndexes: options.indexes,
    unique: [...single, ...options.unique],
    types: collectObjects(members.fields, reader),
    union: null,
    references: [],
    displayName: null,
    job: null,
    options: { path: modelPath(name), plural: managersKey(name), withoutRoutes: [], defaultStatus: "stable" },
    functions: { exportName: "default", validate: false, newId: false, steps: [] },
  };
  return { model, indexed, source: found.source, node, call: { source, node: call } };
}

interface ModelClass {
  readonly declaration: ts.ClassDeclaration;
  readonly name: ts.Identifier;
  readonly source: Source;
}

function readModelClass(call: ts.CallExpression, source: Source, reader: Reader): ModelClass | null {
  const [argument] = call.arguments;
  const spot = { source, node: argument ?? call };
  if (argument === undefined || !syntax.isIdentifier(argument)) {
    reader.reports.add(
      "SPEC1101",
      spot,
      "The first argument of `schema()` is not the name of a class.",
      'Write `schema(Issue, "v1")`, with a class that the file declares.',
    );
    return null;
  }
  const resolved = resolveName(argument, source, reader);
  if (resolved.kind === "reported") return null;
  const declaration = resolved.kind === "declared" ? resolved.declaration : null;
  if (resolved.kind === "declared" && declaration !== null && syntax.isClassDeclaration(declaration) && declaration.name !== undefined) {
    const isFirst = !reader.modelClasses.has(declaration);
    reader.modelClasses.add(declaration);
    if (isFirst) return { declaration, name: declaration.name, source: resolved.source };
    reader.reports.add("SPEC1106", spot, `\`${argument.text}\` is passed to \`schema()\` twice.`, "Remove one of the two calls.");
    return null;
  }
  reader.reports.add(
    "SPEC1101",
    spot,
    `\`${argument.text}\` is not a class that is declared or imported here.`,
    "Pass a class: `export class Issue { … }`.",
  );
  return null;
}

function readSchemaVersion(call: ts.CallExpression, source: Source, reader: Reader): string {
  const [, argument, , extra] = call.arguments;
  if (extra !== undefined) {
    reader.reports.add("SPEC1103", { source, node: extra }, "`schema()` takes three arguments at most.", "Remove this one.");
  }
  const version = argument !== undefined && syntax.isStringLiteralLike(argument) ? argument.text : "";
  if (!/^v[1-9]\d*$/.test(version)) {
    reader.reports.add(
      "SPEC1102",
      { source, node: argument ?? call },
      "The schema version is not a `v` and a number.",
      'Write it as text: `schema(Issue, "v1")`.',
    );
  }
  return version;
}

function isPlainModelClass({ declaration, name, source }: ModelClass, reader: Reader): boolean {
  const isPlain = [isPlainDeclaration(declaration, source, reader), hasPlainModifiers(declaration, source, reader)].every(Boolean);
  const exported = source.scope.exports.get(name.text);
  if (exported === undefined || exported.specifier !== null || exported.name !== name.text) {
    const help = `Write \`export class ${name.text}\`: generated code imports it by that name.`;
    reader.reports.add("SPEC1105", { source, node: name }, `The model \`${name.text}\` is not exported by its name.`, help);
  }
  return isPlain;
}
