import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { IndexedDraft } from "./index-table.js";
import { findNotConstants, type ConstantReading } from "./read-constant.js";
import type { FieldDraft, Members, Reader } from "./reader.js";
import type { Source } from "./source.js";

/** Fields that are indexed, or unique, together. */
export type FieldSet = readonly { readonly path: string; readonly node: ts.Node }[];

/** Reads a list of lists of names of fields. Whether there are such fields shows later. */
export function readFieldSets(value: ConstantReading, option: string, source: Source, reader: Reader): readonly FieldSet[] {
  const sets = value.kind === "array" ? value.items : [value];
  const read: FieldSet[] = [];
  const known = new Set<string>();
  for (const set of sets) {
    const fields = readFieldSet(set, option, source, reader);
    if (fields === null) continue;
    const key = JSON.stringify(fields.map(({ path }) => path));
    if (known.has(key)) reader.reports.add("SPEC1110", { source, node: set.node }, "The same fields are given twice.", "Remove one of the two.");
    else read.push(fields);
    known.add(key);
  }
  return read;
}

function readFieldSet(set: ConstantReading, option: string, source: Source, reader: Reader): FieldSet | null {
  // What is not a constant has been reported as such.
  if (findNotConstants(set).length > 0) return null;
  const items = set.kind === "array" ? set.items : [set];
  const fields = items.flatMap((item) =>
    item.kind === "scalar" && typeof item.value === "string" ? [{ path: item.value, node: item.node }] : [],
  );
  if (set.kind !== "array" || fields.length < items.length) {
    const help = `Write a list of lists of field names: \`${option}: [["status", "severity"]]\`.`;
    reader.reports.add("SPEC1103", { source, node: set.node }, `An entry of \`${option}\` is not a list of field names.`, help);
    return null;
  }
  if (fields.length >= 2 && new Set(fields.map(({ path }) => path)).size === fields.length) return fields;
  const marker = option === "unique" ? "Unique" : "Index";
  const help = `Name two or more different fields; for a single one, put the marker \`${marker}\` on it.`;
  reader.reports.add("SPEC1110", { source, node: set.node }, `An entry of \`${option}\` doesn't name several fields.`, help);
  return null;
}

interface Whole {
  readonly source: Source;
  readonly model: string;
  readonly members: Members;
  readonly indexed: readonly IndexedDraft[];
}

/** The sets whose fields are all there and have one indexed value each; what stands against a field is reported. */
export function checkFieldSets(sets: readonly FieldSet[], whole: Whole, reader: Reader): readonly (readonly string[])[] {
  const isSound = (field: FieldSet[number]): boolean => isIndexable(field, whole, reader);
  return sets.filter((set) => set.filter((field) => !isSound(field)).length === 0).map((set) => set.map(({ path }) => path));
}

function isIndexable({ path, node }: FieldSet[number], { source, model, members, indexed }: Whole, reader: Reader): boolean {
  const found = indexed.find(({ indexedPath }) => indexedPath.path === path);
  if (found?.indexedPath.list === false) return true;
  const spot = { source, node };
  const field = found ?? findField(path, members, reader);
  if (field === "reported") return false;
  if ("names" in field) {
    const help = `${field.names.size === 0 ? "It has none." : `It has ${[...field.names].join(", ")}.`}${didYouMean(field.name, field.names)}`;
    reader.reports.add("SPEC1108", spot, `\`${field.owner ?? model}\` has no field \`${field.name}\`.`, help);
    return false;
  }
  const help = "Text, numbers, booleans, dates and literals of one type can be indexed together, outside of lists; take this field out.";
  const related = [{ spot: field, message: `\`${path}\` is declared here` }];
  reader.reports.add("SPEC1109", { ...spot, related }, `\`${path}\` can't be indexed.`, help);
  return false;
}

/** A name that leads nowhere, and the names that would have. */
interface Astray {
  readonly name: string;
  readonly owner: string | null;
  readonly names: ReadonlySet<string>;
}

/** The field that a path names, through object types; where it leads astray; or "reported" for one that couldn't be read. */
function findField(path: string, members: Members, reader: Reader): FieldDraft | Astray | "reported" {
  let inside: Members = members;
  let owner: string | null = null;
  const [...names] = path.split(".");
  for (const [at, name] of names.entries()) {
    const draft = inside.fields.find(({ field }) => field.name === name);
    if (draft === undefined) return inside.names.has(name) ? "reported" : { name, owner, names: inside.names };
    const object = draft.field.type.kind === "named" ? reader.objects.get(draft.field.type.name) : undefined;
    if (at === names.length - 1 || object === undefined) return draft;
    inside = object;
    owner = object.object.name;
  }
  return { name: path, owner, names: inside.names };
}
