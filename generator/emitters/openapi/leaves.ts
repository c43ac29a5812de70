import type { FieldType } from "../../ir/type.js";
import { isOn, type NamedTypes } from "./sides.js";

/** The types of what stands at an indexed path of a model, through lists, records and unions; none when answers don't show it. */
export function leavesAt(path: string, model: string, types: NamedTypes): readonly FieldType[] {
  return leavesIn({ kind: "named", name: model }, path, types);
}

/** Field names may have dots of their own, so the path is taken field by field. */
function leavesIn(type: FieldType, path: string, types: NamedTypes): readonly FieldType[] {
  switch (type.kind) {
    case "array":
      return leavesIn(type.items.type, path, types);
    case "tuple":
      return [...type.items, ...(type.rest === null ? [] : [type.rest])].flatMap((item) => leavesIn(item.type, path, types));
    case "record":
      return leavesIn(type.values.type, path, types);
    case "union":
      return type.members.flatMap((member) => leavesIn(member, path, types));
    case "named":
      return leavesInNamed(type, path, types);
    default:
      return path === "" ? [type] : [];
  }
}

function leavesInNamed(type: FieldType & { kind: "named" }, path: string, types: NamedTypes): readonly FieldType[] {
  const named = types.get(type.name);
  if (named?.kind === "enum") return path === "" ? [type] : [];
  if (named?.kind === "alias") return leavesIn(named.type, path, types);
  // An object is no leaf, and a path that has ended leads no further.
  if (named === undefined || path === "") return [];
  return named.fields
    .filter((field) => isOn(field, "data") && (path === field.name || path.startsWith(`${field.name}.`)))
    .flatMap((field) => leavesIn(field.type, path.slice(field.name.length + 1), types));
}
