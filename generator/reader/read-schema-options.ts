import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import { indexedTypeOf } from "./indexed-type.js";
import { findNotConstants, notConstantMessage, readConstant, type ConstantReading, type PropertyReading } from "./read-constant.js";
import type { Members, Reader } from "./reader.js";
import type { Source } from "./source.js";

/** Sets of fields that are indexed, or unique, together. */
export interface SchemaOptions {
  readonly indexes: readonly (readonly string[])[];
  readonly unique: readonly (readonly string[])[];
}

const OPTIONS = ["indexes", "unique"] as const;

interface Call {
  readonly source: Source;
  readonly model: string;
  readonly members: Members;
}

/** Reads the third argument of `schema()`. */
export function readSchemaOptions(argument: ts.Expression | undefined, call: Call, reader: Reader): SchemaOptions {
  const options = argument === undefined ? [] : readProperties(argument, call, reader);
  const read = (option: string): SchemaOptions["indexes"] => {
    const property = options.find(({ name }) => name === option);
    return property === undefined ? [] : readFieldSets(property, call, reader);
  };
  return { indexes: read("indexes"), unique: read("unique") };
}

function readProperties(argument: ts.Expression, { source }: Call, reader: Reader): readonly PropertyReading[] {
  const reading = readConstant(argument);
  for (const part of findNotConstants(reading)) {
    reader.reports.add("SPEC1103", { source, node: part.node }, `${notConstantMessage(part, source)}.`, part.help);
  }
  if (reading.kind === "not constant") return [];
  if (reading.kind !== "object") {
    const help = 'Write `{ indexes: [["status", "severity"]] }`.';
    reader.reports.add("SPEC1103", { source, node: reading.node }, "The options of `schema()` are not an object.", help);
    return [];
  }
  for (const { name, nameNode } of reading.properties) {
    if (name === "" || OPTIONS.some((option) => option === name)) continue;
    const help = `The options are ${OPTIONS.join(" and ")}.${didYouMean(name, OPTIONS)}`;
    reader.reports.add("SPEC1104", { source, node: nameNode }, `\`schema()\` has no option \`${name}\`.`, help);
  }
  return reading.properties;
}

function readFieldSets({ name, value }: PropertyReading, call: Call, reader: Reader): SchemaOptions["indexes"] {
  const sets = value.kind === "array" ? value.items : [value];
  const read: (readonly string[])[] = [];
  for (const set of sets) {
    const fields = readFieldSet(set, name, call, reader);
    if (fields === null) continue;
    const isRepeated = read.some((other) => other.join() === fields.join());
    if (isRepeated)
      reader.reports.add("SPEC1110", { source: call.source, node: set.node }, "The same fields are given twice.", "Remove one of the two.");
    else read.push(fields);
  }
  return read;
}

function readFieldSet(set: ConstantReading, option: string, call: Call, reader: Reader): readonly string[] | null {
  // What is not a constant has been reported as such.
  if (findNotConstants(set).length > 0) return null;
  const { source } = call;
  const items = set.kind === "array" ? set.items : [set];
  const names = items.flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string" ? [{ name: item.value, node: item.node }] : [],
  );
  if (set.kind !== "array" || names.length < items.length) {
    const help = `Write a list of lists of field names: \`${option}: [["status", "severity"]]\`.`;
    reader.reports.add("SPEC1103", { source, node: set.node }, `An entry of \`${option}\` is not a list of field names.`, help);
    return null;
  }
  const fields = names.map(({ name }) => name);
  if (fields.length < 2 || new Set(fields).size < fields.length) {
    const marker = option === "unique" ? "Unique" : "Index";
    const help = `Name two or more different fields; for a single one, put the marker \`${marker}\` on it.`;
    reader.reports.add("SPEC1110", { source, node: set.node }, `An entry of \`${option}\` doesn't name several fields.`, help);
    return null;
  }
  return names.filter((name) => !isIndexable(name, call, reader)).length === 0 ? fields : null;
}

function isIndexable({ name, node }: { name: string; node: ts.Node }, { source, model, members }: Call, reader: Reader): boolean {
  const field = members.fields.find((each) => each.field.name === name)?.field;
  if (field === undefined) {
    // A field that is there but couldn't be read has been reported.
    if (members.names.has(name)) return false;
    const help = `It has ${[...members.names].join(", ")}.${didYouMean(name, members.names)}`;
    reader.reports.add("SPEC1108", { source, node }, `\`${model}\` has no field \`${name}\`.`, help);
    return false;
  }
  if (indexedTypeOf(field.type) !== null) return true;
  const help = "Text, numbers, booleans, dates and literals of one type can be indexed; take this field out.";
  reader.reports.add("SPEC1109", { source, node }, `\`${name}\` can't be indexed.`, help);
  return false;
}
