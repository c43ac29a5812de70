import type { FieldType, NamedType } from "./type.js";

/** The types that a type is made of, one step down. What a name stands for is not looked at. */
export function innerTypes(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case "array":
      return [type.items.type];
    case "tuple":
      return [...type.items, ...(type.rest === null ? [] : [type.rest])].map((item) => item.type);
    case "record":
      return [type.keys, type.values.type];
    case "union":
      return type.members;
    default:
      return [];
  }
}

/** The types that a named type is made of, one step down. */
export function typesWithin(type: NamedType): readonly FieldType[] {
  switch (type.kind) {
    case "object":
      return [...type.fields.map((field) => field.type), ...(type.rest === null ? [] : [type.rest])];
    case "alias":
      return [type.type];
    case "enum":
      return [];
  }
}

/** A type, and all that it is made of, however deep. */
export function allWithin(type: FieldType): readonly FieldType[] {
  const all = [type];
  // A list goes on over what is added to it meanwhile.
  for (const each of all) all.push(...innerTypes(each));
  return all;
}

/** The names of types that a type uses, however deep, without those that these use in turn. */
export function namesWithin(type: FieldType): readonly string[] {
  return allWithin(type).flatMap((inner) => (inner.kind === "named" ? [inner.name] : []));
}
