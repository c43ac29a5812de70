import type { Field } from "../ir/model.js";
import { createIndexSearch, isIndexed } from "./find-indexed.js";
import { createIndexTable, type At, type Collected } from "./index-table.js";
import type { FieldDraft, Reader, TypeReading } from "./reader.js";
import { holdsMany, unmarked, valueOf, valuesInside } from "./values-inside.js";

/** Dots and brackets mean something in a parameter of the search. */
const UNSPEAKABLE = /^$|[.[\]\p{Cc}]/u;

const ROOT: At = { path: "", pathBefore: "", nullable: false, list: false, partial: false, unspeakable: false, names: [] };

/**
 * The indexed fields and the references of a model, in the order of the source: fields with a marker, wherever they stand, and
 * those that `compound` names.
 */
export function collectIndexed(fields: readonly FieldDraft[], compound: readonly string[], reader: Reader): Collected {
  const table = createIndexTable(reader);
  const search = createIndexSearch(reader);

  const visit = (reading: TypeReading, at: At, draft: FieldDraft): void => {
    const { type } = reading;
    if (table.isFull()) return;
    if (type.kind === "reference") table.addReference(type, reading.nullable, at, draft);
    if (isIndexed(reading) || (!at.list && compound.includes(at.path))) table.addIndex(reading, at, draft);
    if (type.kind === "named") visitNamed(type.name, at, draft);
    const inner = { ...at, list: at.list || holdsMany(type), partial: at.partial || type.kind === "union" };
    for (const value of valuesInside(reading)) visit(value, inner, draft);
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
    const other = object?.object.rest ?? null;
    if (other !== null) visit(unmarked({ type: other, nullable: false }), inner, draft);
    const alias = reader.named.get(name);
    if (alias?.kind === "alias") visit(unmarked(alias), inner, draft);
  };

  const visitFields = (drafts: readonly FieldDraft[], at: At): void => {
    for (const draft of drafts) visit(valueOf(draft), enterField(at, draft.field), draft);
  };

  visitFields(fields, ROOT);
  return table.collected();
}

function enterField(at: At, { name, renamedFrom, nullable, optional }: Field): At {
  return {
    ...at,
    path: join(at.path, name),
    pathBefore: join(at.pathBefore, renamedFrom ?? name),
    nullable: at.nullable || at.partial || nullable || optional,
    partial: false,
    unspeakable: at.unspeakable || UNSPEAKABLE.test(name),
  };
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function reportRecursion(name: string, marked: FieldDraft, draft: FieldDraft, reader: Reader): void {
  const what = marked.index || marked.unique ? "an indexed field" : "a reference, which is indexed";
  const message = `\`${draft.field.name}\` leads back to \`${name}\`, which holds ${what}: it would need a column at every depth.`;
  const help = "Take the marker away; in place of a reference, keep the id as a plain `string`.";
  const related = [{ spot: marked, message: `\`${marked.field.name}\` is indexed here` }];
  reader.reports.add("SPEC2110", { ...draft, related }, message, help);
}
