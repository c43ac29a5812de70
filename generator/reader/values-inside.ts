import type { FieldType } from "../ir/type.js";
import type { FieldDraft, TypeReading } from "./reader.js";

/** The values that a value holds: the items of a list or a tuple, the values of a record, the members of a union. */
export function valuesInside({ type, nullable, inside }: TypeReading): readonly TypeReading[] {
  if (inside !== undefined) return inside;
  switch (type.kind) {
    case "array":
      return [unmarked(type.items)];
    case "tuple":
      return [...type.items, ...(type.rest === null ? [] : [type.rest])].map(unmarked);
    case "record":
      return [unmarked(type.values)];
    case "union":
      return type.members.map((member) => unmarked({ type: member, nullable }));
    default:
      return [];
  }
}

/** Whether a value of the type holds several values. */
export function holdsMany({ kind }: FieldType): boolean {
  return kind === "array" || kind === "tuple" || kind === "record";
}

/** A type that no marker says anything about. */
export function unmarked({ type, nullable }: Pick<TypeReading, "type" | "nullable">): TypeReading {
  return { type, nullable, index: false, unique: false };
}

/** The value of a field, with what its markers say. */
export function valueOf(draft: FieldDraft): TypeReading {
  const { field, source: _, node: __, renamedAt: ___, ...marks } = draft;
  return { ...marks, type: field.type, nullable: field.nullable };
}
