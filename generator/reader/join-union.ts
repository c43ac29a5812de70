import type { ts } from "ts-morph";
import type { FieldType, LiteralType, UnionType } from "../ir/type.js";
import { isUnlimited } from "./limits.js";
import { FAILED, NEVER, plainReading, valuePart, type Operand, type Part, type Place, type Reader, type TypeReading } from "./reader.js";
import { syntax } from "./syntax.js";
import { partKey } from "./type-key.js";

/** More members than this are refused: a union that grows at every step has no end. */
const MAX_MEMBERS = 20_000;

/** Joins the members of a union, read already. They keep the order of the source; what another one includes is left out. */
export function joinUnion(operands: readonly Operand[], place: Place, reader: Reader, node: ts.Node): Part {
  const { source } = place;
  const marker = operands.find(({ part }) => part.kind === "markers");
  if (marker !== undefined) {
    const help = "Join it to a type with `&`: `(string & Index) | null`.";
    reader.reports.add("SPEC2107", { source, node: marker.node }, "A marker can't be a member of a union.", help);
    return FAILED;
  }
  if (operands.length > 1 && operands.some((operand) => isMarked(operand, place, reader))) return FAILED;
  reportTwice(operands, place, reader);
  return joinParts(operands.map(({ part }) => part), node, place, reader);
}

/** Joins parts that come from elsewhere, as `T["a" | "b"]` does. */
export function joinParts(parts: readonly Part[], node: ts.Node, { source }: Place, reader: Reader): Part {
  if (parts.some(({ kind }) => kind === "failed" || kind === "markers")) return FAILED;
  const values = parts.flatMap((part) => (part.kind === "value" ? [part.value] : []));
  if (parts.some(({ kind }) => kind === "empty")) {
    reader.reports.add("SPEC2011", { source, node }, "`{}` can't be a member of a union.", "Write the fields of the object, or `unknown` for any JSON value.");
    return FAILED;
  }
  const isNullable = parts.some(({ kind }) => kind === "null") || values.some(({ nullable }) => nullable);
  const orUndefined = parts.some(({ kind }) => kind === "undefined") || values.some((value) => value.undefined === true);
  const joined = joinValues(values, { source, node }, reader);
  if (joined === null) return isNullable ? { kind: "null" } : orUndefined ? { kind: "undefined" } : NEVER;
  const nullable = isNullable && joined.type.kind !== "json";
  return { kind: "value", value: orUndefined ? { ...joined, nullable, undefined: true } : { ...joined, nullable } };
}

function joinValues(values: readonly TypeReading[], spot: { source: Place["source"]; node: ts.Node }, reader: Reader): TypeReading | null {
  const [first, ...others] = values;
  if (first === undefined || others.length === 0) return first ?? null;
  const members = reduce(values.flatMap(({ type }) => (type.kind === "union" ? type.members : [type])));
  const [only] = members;
  if (only === undefined || members.length > MAX_MEMBERS) {
    reader.reports.add("SPEC2009", spot, "The union has too many members.", "Give parts of it names of their own.");
    return null;
  }
  if (members.length === 1) return plainReading(only);
  const union: { -readonly [Key in keyof UnionType]: UnionType[Key] } = { kind: "union", members, discriminator: null };
  reader.unions.set(union, spot);
  return plainReading(union);
}

/** The members without those that others include: each once, all literals together, and no literal beside the whole of its kind. */
function reduce(types: readonly FieldType[]): readonly FieldType[] {
  const json = types.find(({ kind }) => kind === "json");
  if (json !== undefined) return [json];
  const isOpen = types.some((type) => type.kind === "string" && type.open);
  const whole = new Set(types.map((type) => (isWhole(type) ? type.kind : null)));
  if (isOpen) whole.delete("string");
  const literals = [...new Set(types.flatMap((type) => (type.kind === "literal" ? type.values : [])))].filter((value) => !whole.has(kindOf(value)));
  const isBoolean = literals.includes(true) && literals.includes(false);
  const kept: LiteralType["values"] = isBoolean ? literals.filter((value) => typeof value !== "boolean") : literals;
  const members = new Map<string, FieldType>();
  const joined: FieldType[] = isBoolean ? [{ kind: "boolean" }] : [];
  if (kept.length > 0) joined.push({ kind: "literal", values: kept });
  for (const each of types.flatMap((type) => (type.kind === "literal" ? joined : [type]))) members.set(partKey(valuePart(each)), each);
  return [...members.values()];
}

/** Whether a type includes every literal of its kind. */
function isWhole(type: FieldType): boolean {
  if (type.kind === "string") return isUnlimited(type);
  return type.kind === "boolean" || (type.kind === "number" && !type.integer && isUnlimited(type));
}

function kindOf(value: string | number | boolean): "string" | "number" | "boolean" {
  return typeof value === "string" ? "string" : typeof value === "number" ? "number" : "boolean";
}

function isMarked({ node, part }: Operand, { source }: Place, reader: Reader): boolean {
  if (part.kind !== "value" || part.value.type.kind !== "literal" || !(part.value.index || part.value.unique)) return false;
  const help = 'Put the whole union into parentheses and the marker behind it: `("a" | "b") & Index`.';
  reader.reports.add("SPEC2105", { source, node }, "A marker stands on a part of a union of literals.", help);
  return true;
}

/** A literal that is written twice side by side is most likely a slip; what aliases bring along twice is not. */
function reportTwice(operands: readonly Operand[], { source }: Place, reader: Reader): void {
  const seen = new Map<string, ts.Node>();
  for (const { node, part } of operands) {
    if (!syntax.isLiteralTypeNode(node) || part.kind !== "value" || part.value.type.kind !== "literal" || source.via !== undefined) continue;
    const text = JSON.stringify(part.value.type.values[0]);
    const first = seen.get(text);
    if (first === undefined) {
      seen.set(text, node);
      continue;
    }
    const related = [{ spot: { source, node: first }, message: "The first is here." }];
    reader.reports.add("SPEC2013", { source, node, related }, `\`${text}\` is in the union twice.`, "Remove one of the two.");
  }
}
