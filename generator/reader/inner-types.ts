import type { FieldType } from "../ir/type.js";
import type { Reader } from "./reader.js";

/** The types that a type is written with. */
export function innerTypes(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case "array":
      return [type.items.type];
    case "tuple":
      return [...type.items.map((item) => item.type), ...(type.rest === null ? [] : [type.rest.type])];
    case "record":
      return [type.values.type];
    case "union":
      return type.members;
    default:
      return [];
  }
}

/** The types that a named type is declared with. */
export function typesWithin(name: string, reader: Reader): readonly FieldType[] {
  const draft = reader.objects.get(name);
  if (draft !== undefined) {
    const { rest, joins } = draft.object;
    const joined = joins.map((each) => ({ kind: "named" as const, name: each }));
    return [...draft.fields.map(({ field }) => field.type), ...(rest === null ? [] : [rest]), ...joined];
  }
  const named = reader.named.get(name);
  return named?.kind === "alias" ? [named.type] : [];
}

/** The names that a type uses, in their order. */
export function namesIn(type: FieldType): readonly string[] {
  const names: string[] = [];
  const seen = new Set<FieldType>();
  const visit = (each: FieldType): void => {
    if (seen.has(each)) return;
    seen.add(each);
    if (each.kind === "named" || each.kind === "enumMember") names.push(each.name);
    innerTypes(each).forEach(visit);
  };
  visit(type);
  return names;
}
