import type { FieldDraft, Reader, TypeReading } from "./reader.js";
import { unmarked, valueOf, valuesInside } from "./values-inside.js";

/** Looks for indexed fields inside of named types. */
export interface IndexSearch {
  /** An indexed field or a reference that values of the type hold, however deep; null when there is none. */
  readonly find: (name: string) => FieldDraft | null;
}

/** Each type is searched once, even if types lead to it by many ways, or hold each other. */
export function createIndexSearch(reader: Pick<Reader, "objects" | "named">): IndexSearch {
  const found = new Map<string, FieldDraft | null>();
  return {
    find: (name) => {
      const known = found.get(name);
      if (known !== undefined) return known;
      const result = findIn(name, new Set(), reader);
      found.set(name, result);
      return result;
    },
  };
}

/** Whether a value is indexed by itself: by a marker, or as a reference. */
export function isIndexed({ index, unique, type }: TypeReading): boolean {
  return index || unique || type.kind === "reference";
}

function findIn(name: string, visited: Set<string>, reader: Pick<Reader, "objects" | "named">): FieldDraft | null {
  if (visited.has(name)) return null;
  visited.add(name);
  for (const draft of fieldsOf(name, reader)) {
    for (const reading of allInside(valueOf(draft))) {
      if (isIndexed(reading)) return draft;
      const inner = reading.type.kind === "named" ? findIn(reading.type.name, visited, reader) : null;
      if (inner !== null) return inner;
    }
  }
  return null;
}

/** The fields of an object type, or of those that an alias leads to. */
function fieldsOf(name: string, { objects, named }: Pick<Reader, "objects" | "named">): readonly FieldDraft[] {
  const object = objects.get(name);
  if (object !== undefined) return object.fields;
  const alias = named.get(name);
  if (alias?.kind !== "alias") return [];
  return [...allInside(unmarked(alias))].flatMap(({ type }) =>
    type.kind === "named" && type.name !== name ? (objects.get(type.name)?.fields ?? []) : [],
  );
}

/** A value and all those inside of it, as far as no named type is met. */
function* allInside(reading: TypeReading): Iterable<TypeReading> {
  yield reading;
  for (const inner of valuesInside(reading)) yield* allInside(inner);
}
