import type { FieldType } from "../ir/type.js";
import type { Part, Reader } from "./reader.js";
import type { Shape } from "./shape.js";

/** The object types that a part stands for: one, or the members of a union of them. Null when one of it is no object type. */
export function shapesOf(part: Part, reader: Reader): readonly Shape[] | null {
  if (part.kind === "empty") return [{ members: new Map(), rest: () => null, broken: false }];
  return part.kind === "value" ? shapesOfType(part.value.type, reader) : null;
}

function shapesOfType(type: FieldType, reader: Reader): readonly Shape[] | null {
  if (type.kind === "record") return [{ members: new Map(), rest: () => type, broken: false }];
  if (type.kind === "union") {
    const shapes = type.members.map((member) => shapesOfType(member, reader));
    return shapes.every((shape) => shape !== null) ? shapes.flat() : null;
  }
  if (type.kind !== "named") return null;
  const draft = reader.objects.get(type.name);
  if (draft !== undefined) return [draft.shape];
  const named = reader.named.get(type.name);
  return named?.kind === "alias" ? shapesOfType(named.type, reader) : null;
}
