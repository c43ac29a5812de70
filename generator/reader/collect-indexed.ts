import type { ts } from "ts-morph";
import type { FieldType } from "../ir/type.js";
import type { IndexedPath } from "../ir/model.js";
import { columnName } from "../ir/names.js";
import { indexedTypeOf } from "./indexed-type.js";
import type { FieldDraft, Reader } from "./reader.js";
import type { Source } from "./source.js";

/** An indexed field, and where it was read. */
export interface IndexedDraft {
  readonly indexedPath: IndexedPath;
  readonly column: string;
  readonly unique: boolean;
  readonly source: Source;
  readonly node: ts.Node;
}

interface Inside {
  /** `address.`, or empty text for the model's own fields. */
  readonly prefix: string;
  /** Whether an object on the way may be absent or null. */
  readonly nullable: boolean;
}

/**
 * The indexed fields of a model, in the order of the source: those with a marker, also inside of nested objects,
 * and those that `compound` names. Markers inside of lists are reported.
 */
export function collectIndexed(fields: readonly FieldDraft[], compound: readonly string[], reader: Reader): readonly IndexedDraft[] {
  return fields.flatMap((draft) => indexedOf(draft, { prefix: "", nullable: false }, compound, reader));
}

function indexedOf(draft: FieldDraft, { prefix, nullable }: Inside, compound: readonly string[], reader: Reader): readonly IndexedDraft[] {
  const { field, source, node, unique } = draft;
  const path = prefix + field.name;
  const isNullable = nullable || field.nullable || field.optional;
  const type = indexedTypeOf(field.type);
  if (type !== null) {
    const isIndexed = draft.index || unique || compound.includes(path);
    return isIndexed ? [{ indexedPath: { path, type, nullable: isNullable, list: false, renamedFrom: null }, column: columnName(path), unique, source, node }] : [];
  }
  if (!isIndexedWithin(field.type, reader)) return [];
  if (field.type.kind === "named") {
    const inner = reader.objects.get(field.type.name)?.fields ?? [];
    return inner.flatMap((each) => indexedOf(each, { prefix: `${path}.`, nullable: isNullable }, [], reader));
  }
  const help = "Take the marker away, or use an object type of its own for the items: fields inside of lists can't be searched yet.";
  reader.reports.add("SPEC2106", { source, node }, `\`${field.name}\` is a list, and its items have an indexed field.`, help);
  return [];
}

/** Whether values of the type hold an indexed field, however deep. */
export function isIndexedWithin(type: FieldType, reader: Reader): boolean {
  if (type.kind === "array") return isIndexedWithin(type.items.type, reader);
  return type.kind === "named" && (reader.objects.get(type.name)?.holdsIndexed ?? false);
}
