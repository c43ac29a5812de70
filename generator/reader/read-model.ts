import type { ts } from "ts-morph";
import type { Model, ModelFunctions } from "../ir/model.js";
import { collectIndexed } from "./collect-indexed.js";
import type { IndexedDraft } from "./index-table.js";
import { readDoc } from "./read-doc.js";
import { checkFieldSets } from "./read-field-sets.js";
import { readModelType } from "./read-model-type.js";
import { readSchemaOptions } from "./read-schema-options.js";
import { readSteps } from "./read-steps.js";
import { isPlainSubject, readSubject } from "./read-subject.js";
import type { Members, Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import { topLevelChains } from "./schema-chain.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** A model, and where it was read. */
export interface ModelDraft {
  readonly model: Model;
  readonly members: Members;
  readonly indexed: readonly IndexedDraft[];
  readonly source: Source;
  /** The name of the class. */
  readonly node: ts.Node;
  /** The call of `schema()`. */
  readonly call: Spot;
}

/** Reads the model that one call of `schema()` declares; null when there is nothing to be read, which is reported. */
export function readModel(call: ts.CallExpression, source: Source, reader: Reader): ModelDraft | null {
  const found = readSubject(call, source, reader);
  const schemaVersion = readSchemaVersion(call, source, reader);
  if (found === null) return null;
  const { declaration, name: node } = found;
  const name = node.text;
  if (!isPlainSubject(found, reader)) return null;
  const type = readModelType(found, reader);
  if (type === null) return null;
  const { members, union, job, types } = type;
  const given = readSchemaOptions(call.arguments[2], { source, model: name }, reader);
  if (job === null && given.jobSpot !== null) {
    reader.reports.add("SPEC1111", given.jobSpot, "The option `job` is for a class that extends `Job`.", `Write \`class ${name} extends Job<Payload, Result>\`, or remove the option.`);
  }
  const compound = [...given.indexes, ...given.unique].flat().map(({ path }) => path);
  const { indexed, references } = collectIndexed(members.fields, compound, reader);
  const whole = { source, model: name, members, indexed };
  const single = indexed.filter(({ unique }) => unique).map(({ indexedPath }) => [indexedPath.path]);
  const model: Model = {
    name,
    schemaVersion,
    file: found.source.path,
    doc: readDoc(declaration, found.source, reader),
    fields: union === null ? members.fields.map(({ field }) => field) : [],
    indexes: indexed.map(({ indexedPath }) => indexedPath),
    compoundIndexes: checkFieldSets(given.indexes, whole, reader),
    unique: [...single, ...checkFieldSets(given.unique, whole, reader)],
    types,
    union,
    references,
    // Which models refer to it shows when all have been read.
    isReferredTo: false,
    displayName: members.fields.find(({ displayName }) => displayName === true)?.field.name ?? null,
    job: job && { ...job, settings: given.job },
    options: given.options,
    functions: readFunctions(call, { schemaVersion, source, declaredIn: found.source, ...given }, reader),
  };
  return { model, members, indexed, source: found.source, node, call: { source, node: call } };
}

interface Functions {
  readonly schemaVersion: string;
  readonly source: Source;
  /** The file of the class. */
  readonly declaredIn: Source;
  readonly validate: boolean;
  readonly newId: boolean;
}

/** The functions that a server runs, which generated code imports from the model's file. */
function readFunctions(call: ts.CallExpression, { schemaVersion, source, declaredIn, validate, newId }: Functions, reader: Reader): ModelFunctions {
  const chain = topLevelChains(source).find(({ head }) => head === call);
  const steps = readSteps(chain?.steps ?? [], schemaVersion, source, reader);
  const isSameFile = source.path === declaredIn.path;
  const exportName = isSameFile ? (chain?.exportName ?? null) : null;
  if (chain !== undefined && exportName === null && (validate || newId || steps.length > 0)) {
    const help = isSameFile
      ? "Write `export default schema(…)`, or give it an exported name: `export const issue = schema(…)`."
      : `Call \`schema()\` in \`${declaredIn.path}\`, beside the class.`;
    reader.reports.add("SPEC1112", { source, node: call.expression }, "Generated code can't import the functions of this model.", help);
  }
  return { exportName, validate, newId, steps };
}

function readSchemaVersion(call: ts.CallExpression, source: Source, reader: Reader): string {
  const [, argument, , extra] = call.arguments;
  if (extra !== undefined) {
    reader.reports.add("SPEC1103", { source, node: extra }, "`schema()` takes three arguments at most.", "Remove this one.");
  }
  const version = argument !== undefined && syntax.isStringLiteralLike(argument) ? argument.text : "";
  if (!/^v[1-9]\d*$/.test(version)) {
    const help = 'Write it as text: `schema(Issue, "v1")`.';
    reader.reports.add("SPEC1102", { source, node: argument ?? call }, "The schema version is not a `v` and a number.", help);
  }
  return version;
}
