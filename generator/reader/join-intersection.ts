import type { ts } from "ts-morph";
import type { FieldType, NumberType } from "../ir/type.js";
import { applyMarker, isEmptyRange, isMarkerProblem } from "./apply-marker.js";
import { describeOperand } from "./describe-operand.js";
import { joinObjects } from "./join-objects.js";
import { joinParts } from "./join-union.js";
import { isUnlimited } from "./limits.js";
import { FAILED, NEVER, type Operand, type Part, type Place, type Reader, type TypeReading } from "./reader.js";
import { splitPart } from "./split-part.js";
import { isAssignable } from "./assignable.js";

/** A union joined to others becomes so many members at most. */
const MAX_MEMBERS = 500;

/** Joins a type and its markers, or several object types, read already. Markers alone stay markers, for an alias of them. */
export function joinIntersection(operands: readonly Operand[], place: Place, reader: Reader, node: ts.Node): Part {
  if (operands.some(({ part }) => part.kind === "failed")) return FAILED;
  const bases = operands.filter(({ part }) => part.kind !== "markers" && !isUnknown(part));
  if (bases.length === 0) {
    const json = operands.find(({ part }) => part.kind === "value");
    const markers = operands.flatMap(({ part }) => (part.kind === "markers" ? part.markers : []));
    if (json === undefined || markers.length === 0) return json?.part ?? { kind: "markers", markers };
  }
  const base = joinBases(bases.length > 0 ? bases : operands.filter(({ part }) => part.kind === "value"), place, reader, node);
  if (base.kind !== "value") {
    if (base.kind === "failed" || operands.length === bases.length) return base;
    return refuse(operands, place, reader, node);
  }
  const marked = applyAll(base.value, operands, place, reader);
  return marked === null ? FAILED : { kind: "value", value: marked };
}

function isUnknown(part: Part): boolean {
  return part.kind === "value" && part.value.type.kind === "json";
}

function applyAll(base: TypeReading, operands: readonly Operand[], { source }: Place, reader: Reader): TypeReading | null {
  let reading = base;
  let isSound = true;
  for (const { node, part } of operands) {
    for (const marker of part.kind === "markers" ? part.markers : []) {
      const result = applyMarker(reading, marker, reader);
      if (isMarkerProblem(result)) {
        reader.reports.add(result.code, { source, node }, result.message, result.help);
        isSound = false;
      } else {
        reading = result;
      }
    }
  }
  return isSound ? reading : null;
}

function joinBases(operands: readonly Operand[], place: Place, reader: Reader, node: ts.Node): Part {
  const [first, ...others] = operands;
  if (first === undefined) return FAILED;
  if (others.length === 0) return first.part;
  const objects = joinObjects(operands, place, reader, node);
  if (objects !== null) return objects;
  const groups = operands.map(({ part }) => alternatives(part, reader));
  if (groups.reduce((product, group) => product * group.length, 1) > MAX_MEMBERS) return refuse(operands, place, reader, node);
  let joined: readonly Part[] = groups[0] ?? [];
  for (const group of groups.slice(1)) {
    const isAlone = joined.length * group.length === 1;
    const placeOf = (at: number): Place => (isAlone ? place : memberPlace(place, at));
    const pairs = joined.flatMap((one) => group.map((two): readonly [Part, Part] => [one, two]));
    const next = pairs.map((pair, at) => joinTwo(pair, placeOf(at), reader, node));
    if (next.some((part) => part === null)) return refuse(operands, place, reader, node);
    joined = next.filter((part) => part !== null).filter(({ kind }) => kind !== "never");
  }
  return joined.length === 1 ? (joined[0] ?? FAILED) : joinParts(joined, node, place, reader);
}

/** What a union joined to others becomes are several types, each with a name of its own. */
function memberPlace(place: Place, at: number): Place {
  return { ...place, alias: null, path: [...place.path, String(at + 1)] };
}

/** The members of a union that are joined one by one; what is no union, and what an `&` can narrow as a whole, is one. */
function alternatives(part: Part, reader: Reader): readonly Part[] {
  return part.kind === "value" && part.value.type.kind === "boolean" && !part.value.nullable ? [part] : splitPart(part, reader);
}

/** What two types have in common; null when that can't be said. */
function joinTwo([one, two]: readonly [Part, Part], place: Place, reader: Reader, node: ts.Node): Part | null {
  if (one.kind === "empty" || two.kind === "empty") return withoutEmpty(one, two);
  if (one.kind !== "value" || two.kind !== "value") return one.kind === two.kind ? one : NEVER;
  const int = joinInt(one.value, two.value);
  if (int !== null) return { kind: "value", value: int };
  const objects = joinObjects([{ part: one }, { part: two }], place, reader, node);
  if (objects !== null) return objects;
  if (isAssignable(one, two, reader) === true) return one;
  if (isAssignable(two, one, reader) === true) return two;
  return areApart(one.value.type, two.value.type) ? NEVER : null;
}

/** `string & {}` keeps the literals beside it; of anything else `{}` takes null and undefined. */
function withoutEmpty(one: Part, two: Part): Part {
  const part = one.kind === "empty" ? two : one;
  if (part.kind === "null" || part.kind === "undefined") return NEVER;
  if (part.kind !== "value" || part.value.type.kind !== "string") return part;
  return { kind: "value", value: { ...part.value, type: { ...part.value.type, open: true } } };
}

const SCALARS: ReadonlySet<FieldType["kind"]> = new Set(["string", "number", "boolean", "literal", "enumMember", "bigint", "template"]);

/** Whether two scalars, neither of which fits the other, have no value in common: one of them is a single value. */
function areApart(one: FieldType, two: FieldType): boolean {
  return SCALARS.has(one.kind) && SCALARS.has(two.kind) && (isLiteral(one) || isLiteral(two));
}

function isLiteral({ kind }: FieldType): boolean {
  return kind === "literal" || kind === "enumMember";
}

function refuse(operands: readonly Operand[], { source }: Place, reader: Reader, node: ts.Node): Part {
  const [last] = operands.slice(-1);
  const what = last === undefined ? "This" : describeOperand(last.part);
  const help = "`&` joins a type and markers, or several object types. For a brand, use the plain type: it says nothing of the values.";
  reader.reports.add("SPEC2006", { source, node: last?.node ?? node }, `${what} can't be joined to the type before it.`, help);
  return FAILED;
}

/** `number & Int`, in either order: the one pair of numbers that may be joined. */
function joinInt(first: TypeReading, second: TypeReading): TypeReading | null {
  const [one, two] = [first.type, second.type];
  if (one.kind !== "number" || two.kind !== "number" || one.integer === two.integer) return null;
  const [plain, bounded] = isUnlimited(one) ? [one, two] : [two, one];
  const type: NumberType = { ...bounded, integer: true };
  if (!isUnlimited(plain) || isEmptyRange(type)) return null;
  return { ...first, type, index: first.index || second.index, unique: first.unique || second.unique };
}
