import type { ts } from "ts-morph";
import type { IndexedPath, Reference } from "../ir/model.js";
import { columnName } from "../ir/names.js";
import type { ReferenceType } from "../ir/type.js";
import { createIndexSearch } from "./find-indexed.js";
import { indexedTypeOf } from "./indexed-type.js";
import type { FieldDraft, Reader, TypeReading } from "./reader.js";
import type { Source } from "./source.js";
import { holdsMany, unmarked, valueOf, valuesInside } from "./values-inside.js";

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

/** More columns than this are refused by databases, and no use to anybody. */
const MAX_INDEXED = 500;

/** Dots and brackets mean something in a parameter of the search. */
const UNSPEAKABLE = /^$|[.[\]\p{Cc}]/u;

/** Where a value stands in the model. */
interface At {
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

const ROOT: At = { path: "", pathBefore: "", nullable: false, list: false, partial: false, unspeakable: false, names: [] };

/**
 * The indexed fields and the references of a model, in the order of the source: fields with a marker, wherever they stand, and
 * those that `compound` names.
 */
export function collectIndexed(fields: readonly FieldDraft[], compound: readonly string[], reader: Reader): Collected {
  const indexed = new Map<string, IndexedDraft>();
  const references = new Map<string, Reference>();
  const search = createIndexSearch(reader);

  const visitFields = (drafts: readonly FieldDraft[], at: At): void => {
    for (const draft of drafts) {
      const { name, renamedFrom, nullable, optional } = draft.field;
      const inner = {
        ...at,
        path: join(at.path, name),
        pathBefore: join(at.pathBefore, renamedFrom ?? name),
        nullable: at.nullable || at.partial || nullable || optional,
        partial: false,
        unspeakable: at.unspeakable || UNSPEAKABLE.test(name),
      };
      visit(valueOf(draft), inner, draft);
    }
  };

  const visit = (reading: TypeReading, at: At, draft: FieldDraft): void => {
    const { type } = reading;
    if (indexed.size >= MAX_INDEXED) return;
    if (type.kind === "reference") addReference(type, reading.nullable, at, draft);
    if (reading.index || reading.unique || type.kind === "reference" || (!at.list && compound.includes(at.path))) {
      addIndexed(reading, at, draft);
    }
    if (type.kind === "named") visitNamed(type.name, at, draft);
    const list = at.list || holdsMany(type);
    for (const inner of valuesInside(reading)) visit(inner, { ...at, list, partial: at.partial || type.kind === "union" }, draft);
  };

  const visitNamed = (name: string, at: At, draft: FieldDraft): void => {
    const marked = search.find(name);
    if (marked === null && !compound.some((path) => path.startsWith(`${at.path}.`))) return;
    if (at.names.includes(name)) {
      if (marked !== null) reportRecursion(name, marked, draft, reader);
      return;
    }
    const inner = { ...at, names: [...at.names, name] };
    const object = reader.objects.get(name);
    if (object !== undefined) visitFields(object.fields, inner);
    if (object?.object.rest != null) visit(unmarked({ type: object.object.rest, nullable: false }), inner, draft);
    const alias = reader.named.get(name);
    if (alias?.kind === "alias") visit(unmarked(alias), inner, draft);
  };

  const addReference = ({ model, to, onDelete }: ReferenceType, nullable: boolean, { path, list }: At, draft: FieldDraft): void => {
    references.set(`${path} ${model} ${to}`, { path, model, to, onDelete, list });
    if (onDelete !== "setNull" || nullable) return;
    const help = "Add `| null` to the type, or choose another `onDelete`.";
    reader.reports.add("SPEC2115", draft, `\`${path}\` is to become null with its \`${model}\`, and can't be null.`, help);
  };

  const addIndexed = (reading: TypeReading, at: At, draft: FieldDraft): void => {
    const type = indexedTypeOf(reading.type, reader);
    if (type === null) return;
    const { path, pathBefore, nullable, list } = at;
    if (at.unspeakable) reportName(draft, reader);
    if (reading.unique && list) reportUniqueInList(path, draft, reader);
    const known = indexed.get(path);
    if (known !== undefined && known.indexedPath.type !== type) return reportClash(known, draft, reader);
    const renamedFrom = pathBefore === path ? null : pathBefore;
    const merged = { path, type, nullable: nullable || known?.indexedPath.nullable === true, list, renamedFrom };
    const unique = reading.unique || known?.unique === true;
    const { source, node } = known ?? draft;
    indexed.set(path, { indexedPath: merged, column: columnName(path), unique, source, node });
    if (indexed.size === MAX_INDEXED) reportTooMany(draft, reader);
  };

  visitFields(fields, ROOT);
  return { indexed: [...indexed.values()], references: [...references.values()] };
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function reportName(draft: FieldDraft, reader: Reader): void {
  const message = `\`${draft.field.name}\` can't be a name on the way to an indexed field: it is a parameter of the search.`;
  reader.reports.add("SPEC3002", draft, message, "Rename it without dots, brackets and control characters, or take the index away.");
}

function reportRecursion(name: string, marked: FieldDraft, draft: FieldDraft, reader: Reader): void {
  const what = marked.index || marked.unique ? "an indexed field" : "a reference, which is indexed";
  const message = `\`${draft.field.name}\` leads back to \`${name}\`, which holds ${what}: it would need a column at every depth.`;
  const help = "Take the marker away; in place of a reference, keep the id as a plain `string`.";
  const related = [{ spot: marked, message: `\`${marked.field.name}\` is indexed here` }];
  reader.reports.add("SPEC2110", draft, message, help, related);
}

function reportUniqueInList(path: string, draft: FieldDraft, reader: Reader): void {
  const help = "Use `Index`; for values that don't repeat within one list there is `UniqueItems`.";
  reader.reports.add("SPEC2109", draft, `\`${path}\` has many values in one resource, and can't be \`Unique\`.`, help);
}

function reportClash({ indexedPath, source, node }: IndexedDraft, draft: FieldDraft, reader: Reader): void {
  const { path, type } = indexedPath;
  const message = `\`${path}\` is indexed by values of another type as well, and one column can't hold both.`;
  const related = [{ spot: { source, node }, message: `it is ${type} here` }];
  reader.reports.add("SPEC2111", draft, message, "Give both the same type, rename one, or take an index away.", related);
}

function reportTooMany(draft: FieldDraft, reader: Reader): void {
  const message = `The model has ${MAX_INDEXED} indexed fields or more.`;
  reader.reports.add("SPEC2116", draft, message, "Index what is searched by: object types that are used in many places multiply their indexes.");
}
