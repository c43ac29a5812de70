import type { ts } from "ts-morph";
import { anonymousName } from "../ir/names.js";
import { isAssignable } from "./assignable.js";
import { defineAnonymous, placeName } from "./read-object.js";
import { plainReading, type FieldDraft, type Operand, type Part, type Place, type Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import { once, type Shape, type ShapeMember } from "./shape.js";
import { shapesOf } from "./shapes-of.js";

/** Joins object types into one that has the fields of all, `A & B`; null when not all of the operands are object types. */
export function joinObjects(operands: readonly Pick<Operand, "part">[], place: Place, reader: Reader, node: ts.Node): Part | null {
  const names = operands.map(({ part }) => (part.kind === "value" && part.value.type.kind === "named" && reader.objects.has(part.value.type.name) ? part.value.type.name : null));
  const records = operands.filter(({ part }) => part.kind === "value" && part.value.type.kind === "record");
  if (names.filter((name) => name !== null).length + records.length < operands.length || records.length === operands.length) return null;
  const joins = [...new Set(names.filter((name) => name !== null))];
  const [only] = joins;
  if (joins.length === 1 && records.length === 0 && only !== undefined) return { kind: "value", value: plainReading({ kind: "named", name: only }) };
  const name = place.alias === null && joins.every((each) => reader.objects.get(each)?.declaration !== undefined && !each.startsWith(placeName(place))) ? anonymousName([joins[0] ?? "", ...joins.slice(1).flatMap((each) => ["and", each])]) : placeName(place);
  const known = reader.objects.get(name);
  if (known !== undefined && known.object.joins.join() === joins.join()) return { kind: "value", value: plainReading({ kind: "named", name }) };
  const shape = once(() => flatten(operands.flatMap(({ part }) => shapesOf(part, reader) ?? []), { source: place.source, node }, reader));
  return defineAnonymous({ shape, node, joins: records.length === 0 ? joins : [], name }, place, reader);
}

/** The fields of all shapes, each once. */
function flatten(shapes: readonly Shape[], spot: Spot, reader: Reader): Shape {
  const members = new Map<string, ShapeMember>();
  for (const member of shapes.flatMap((shape) => [...shape.members.values()])) {
    const before = members.get(member.name);
    members.set(member.name, before === undefined ? member : { ...before, read: once(() => meet(before, member, spot, reader)) });
  }
  const rest = (): ReturnType<Shape["rest"]> => shapes.map((shape) => shape.rest()).find((each) => each !== null) ?? null;
  return { members, rest, broken: shapes.some(({ broken }) => broken) };
}

/** A field that two of the types have: what both of them allow. */
function meet(one: ShapeMember, two: ShapeMember, spot: Spot, reader: Reader): FieldDraft | null {
  const [first, second] = [one.read(), two.read()];
  if (first === null || second === null) return null;
  const [a, b] = [valueOf(first), valueOf(second)];
  const narrower = isAssignable(a, b, reader) === true ? first : isAssignable(b, a, reader) === true ? second : null;
  if (narrower === null) {
    const related = [one, two].map(({ source, node }) => ({ spot: { source, node }, message: `\`${one.name}\` is declared here.` }));
    reader.reports.add("SPEC2006", { ...spot, related }, `The types that are joined differ in \`${one.name}\`.`, "Leave the field out of one of them, as with `Omit`.");
    return null;
  }
  const optional = first.field.optional && second.field.optional;
  const undefinable = first.field.undefinable && second.field.undefinable;
  const readonly = first.field.readonly && second.field.readonly;
  return { ...narrower, field: { ...narrower.field, optional, undefinable, readonly } };
}

function valueOf({ field }: FieldDraft): Part {
  return { kind: "value", value: plainReading(field.type, field.nullable) };
}
