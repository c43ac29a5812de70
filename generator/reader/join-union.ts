import type { FieldType, LiteralType } from "../ir/type.js";
import { describeType } from "./apply-marker.js";
import { FAILED, type Operand, type Part, type Place, type Reader, type TypeReading } from "./reader.js";

interface Member {
  readonly node: Operand["node"];
  readonly value: TypeReading;
}

/** Joins the members of a union, read already: null and one type, or literals. They keep the order of the source. */
export function joinUnion(operands: readonly Operand[], place: Place, reader: Reader): Part {
  const { source } = place;
  const marker = operands.find(({ part }) => part.kind === "markers");
  if (marker !== undefined) {
    reader.reports.add(
      "SPEC2107",
      { source, node: marker.node },
      "A marker can't be a member of a union.",
      "Join it to a type with `&`: `(string & Index) | null`.",
    );
    return FAILED;
  }
  if (operands.some(({ part }) => part.kind === "failed")) return FAILED;
  const members = operands.flatMap(({ node, part }): readonly Member[] => (part.kind === "value" ? [{ node, value: part.value }] : []));
  const joined = joinMembers(members, place, reader);
  if (joined === null) return members.length === 0 ? { kind: "null" } : FAILED;
  const nullable = joined.nullable || operands.some(({ part }) => part.kind === "null");
  return { kind: "value", value: { ...joined, nullable } };
}

function joinMembers(members: readonly Member[], place: Place, reader: Reader): TypeReading | null {
  const [first, ...others] = members;
  if (first === undefined || others.length === 0) return first?.value ?? null;
  const values = joinLiterals(members, place, reader);
  if (values === null) return null;
  const type: FieldType = isWholeBoolean(values) ? { kind: "boolean" } : { kind: "literal", values };
  return { type, nullable: members.some(({ value }) => value.nullable), index: false, unique: false };
}

function joinLiterals(members: readonly Member[], { source }: Place, reader: Reader): LiteralType["values"] | null {
  const values: LiteralType["values"][number][] = [];
  for (const [at, { node, value }] of members.entries()) {
    const other = members[at === 0 ? 1 : 0];
    if (value.type.kind !== "literal" && other !== undefined) {
      const message = `A field holds values of one type: ${describeType(value.type)} can't be joined to ${describeType(other.value.type)}.`;
      reader.reports.add("SPEC2005", { source, node }, message, "Keep one type, with `| null` if need be, or use a union of literals.");
      return null;
    }
    if (value.index || value.unique) {
      const help = 'Put the whole union into parentheses and the marker behind it: `("a" | "b") & Index`.';
      reader.reports.add("SPEC2105", { source, node }, "A marker stands on a part of a union of literals.", help);
      return null;
    }
    for (const literal of value.type.kind === "literal" ? value.type.values : []) {
      if (!values.includes(literal)) values.push(literal);
      else
        reader.reports.add("SPEC2013", { source, node }, `\`${JSON.stringify(literal)}\` is in the union twice.`, "Remove one of the two.");
    }
  }
  return values;
}

function isWholeBoolean(values: LiteralType["values"]): boolean {
  return values.length === 2 && values.includes(true) && values.includes(false);
}
