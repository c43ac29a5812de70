import type { ts } from "ts-morph";
import type { IndexedPath, IndexedType, Reference } from "../ir/model.js";
import { columnName } from "../ir/names.js";
import type { ReferenceType } from "../ir/type.js";
import { indexedTypeOf } from "./indexed-type.js";
import type { FieldDraft, Reader, TypeReading } from "./reader.js";
import type { Source } from "./source.js";

/** An indexed field, and where it was read. */
export interface IndexedDraft {
  readonly indexedPath: IndexedPath;
  readonly column: string;
  readonly unique: boolean;
  readonly source: Source;
  readonly node: ts.Node;
}

/** What of a model can be searched. */
export interface Collected {
  readonly indexed: readonly IndexedDraft[];
  readonly references: readonly Reference[];
}

/** Where a value stands in the model. */
export interface At {
  readonly path: string;
  /** The path before the fields on the way were renamed. */
  readonly pathBefore: string;
  readonly nullable: boolean;
  readonly list: boolean;
  /** One member of a union: its fields may be absent. */
  readonly partial: boolean;
  /** A field on the way has a name that no parameter of the search can have. */
  readonly unspeakable: boolean;
  /** The named types on the way. */
  readonly names: readonly string[];
}

/** More columns than this are refused by databases, and no use to anybody. */
const MAX_INDEXED = 500;

/** Gathers the indexed paths of one model, each once, and reports what can't be one. */
export interface IndexTable {
  readonly addIndex: (reading: TypeReading, at: At, draft: FieldDraft) => void;
  readonly addReference: (type: ReferenceType, nullable: boolean, at: At, draft: FieldDraft) => void;
  readonly isFull: () => boolean;
  readonly collected: () => Collected;
}

export function createIndexTable(reader: Reader): IndexTable {
  const indexed = new Map<string, IndexedDraft>();
  const references = new Map<string, Reference>();
  return {
    addIndex: (reading, at, draft) => {
      const type = indexedTypeOf(reading.type, reader);
      if (type === null) return;
      if (at.unspeakable) reportName(draft, reader);
      if (reading.unique && at.list) reportUniqueInList(at.path, draft, reader);
      const known = indexed.get(at.path);
      if (known !== undefined && known.indexedPath.type !== type) return reportClash(known, draft, reader);
      const added = toIndexed(type, at, { ...draft, unique: reading.unique });
      indexed.set(at.path, known === undefined ? added : merge(known, added));
      if (indexed.size === MAX_INDEXED) reportTooMany(draft, reader);
    },
    addReference: ({ model, to, onDelete }, nullable, { path, list }, draft) => {
      references.set(`${path} ${model} ${to}`, { path, model, to, onDelete, list });
      if (onDelete === "setNull" && !nullable) reportNotNullable(path, model, draft, reader);
    },
    isFull: () => indexed.size >= MAX_INDEXED,
    collected: () => ({ indexed: [...indexed.values()], references: [...references.values()] }),
  };
}

function toIndexed(type: IndexedType, at: At, { unique, source, node }: FieldDraft): IndexedDraft {
  const { path, pathBefore, nullable, list } = at;
  const indexedPath = { path, type, nullable, list, renamedFrom: pathBefore === path ? null : pathBefore };
  return { indexedPath, column: columnName(path), unique, source, node };
}

/** Two members of a union that have a field of one name. */
function merge(known: IndexedDraft, added: IndexedDraft): IndexedDraft {
  const nullable = known.indexedPath.nullable || added.indexedPath.nullable;
  return { ...known, indexedPath: { ...known.indexedPath, nullable }, unique: known.unique || added.unique };
}

function reportNotNullable(path: string, model: string, draft: FieldDraft, reader: Reader): void {
  const help = "Add `| null` to the type, or choose another `onDelete`.";
  reader.reports.add("SPEC2115", draft, `\`${path}\` is to become null with its \`${model}\`, and can't be null.`, help);
}

function reportName(draft: FieldDraft, reader: Reader): void {
  const message = `\`${draft.field.name}\` can't be a name on the way to an indexed field: it is a parameter of the search.`;
  reader.reports.add("SPEC3002", draft, message, "Rename it without dots, brackets and control characters, or take the index away.");
}

function reportUniqueInList(path: string, draft: FieldDraft, reader: Reader): void {
  const help = "Use `Index`; for values that don't repeat within one list there is `UniqueItems`.";
  reader.reports.add("SPEC2109", draft, `\`${path}\` has many values in one resource, and can't be \`Unique\`.`, help);
}

function reportClash({ indexedPath, source, node }: IndexedDraft, draft: FieldDraft, reader: Reader): void {
  const { path, type } = indexedPath;
  const message = `\`${path}\` is indexed by values of another type as well, and one column can't hold both.`;
  const related = [{ spot: { source, node }, message: `it is ${type} here` }];
  reader.reports.add("SPEC2111", { ...draft, related }, message, "Give both the same type, rename one, or take an index away.");
}

function reportTooMany(draft: FieldDraft, reader: Reader): void {
  const message = `The model has ${MAX_INDEXED} indexed fields or more.`;
  reader.reports.add("SPEC2116", draft, message, "Index what is searched by: object types that are used in many places multiply their indexes.");
}
