import type { FieldType } from "../../ir/type.js";
import type { NamedTypes } from "./sides.js";

type Literal = string | number | boolean;

/** All values of a type that has only so many: a literal, an enum, a union of these. None for any other type. */
export function literalsIn(type: FieldType, types: NamedTypes): readonly Literal[] {
  switch (type.kind) {
    case "literal":
      return type.values;
    case "enumMember":
      return [type.value];
    case "union": {
      const all = type.members.map((member) => literalsIn(member, types));
      return all.every((values) => values.length > 0) ? all.flat() : [];
    }
    case "named": {
      const named = types.get(type.name);
      return named?.kind === "enum" ? named.members.map(({ value }) => value) : [];
    }
    default:
      return [];
  }
}

/** The values that the field of an object type has. */
export function literalsOf({ name }: { readonly name: string }, types: NamedTypes, field: string): readonly Literal[] {
  const object = types.get(name);
  const found = object?.kind === "object" ? object.fields.find((each) => each.name === field) : undefined;
  return found === undefined ? [] : literalsIn(found.type, types);
}
