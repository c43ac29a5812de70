import type { FieldType, ObjectType } from "../ir/type.js";
import type { FieldDraft, Reader } from "./reader.js";

/** The object types that fields use, each once, after those that it uses itself. */
export function collectObjects(fields: readonly FieldDraft[], reader: Reader): readonly ObjectType[] {
  const collected = new Map<string, ObjectType>();
  const visit = (type: FieldType): void => {
    if (type.kind === "array") visit(type.items.type);
    const draft = type.kind === "named" && !collected.has(type.name) ? reader.objects.get(type.name) : undefined;
    if (draft === undefined) return;
    for (const { field } of draft.fields) visit(field.type);
    collected.set(draft.object.name, draft.object);
  };
  for (const { field } of fields) visit(field.type);
  return [...collected.values()];
}
