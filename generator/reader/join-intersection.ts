import type { NumberType } from "../ir/type.js";
import { applyMarker, describeType, isEmptyRange, isMarkerProblem } from "./apply-marker.js";
import { FAILED, type Operand, type Part, type Place, type Reader, type TypeReading } from "./reader.js";

/** Joins a type and its markers, read already: `string & MaxLength<200> & Index`. Markers alone stay markers, for an alias of them. */
export function joinIntersection(operands: readonly Operand[], place: Place, reader: Reader): Part {
  if (operands.some(({ part }) => part.kind === "failed")) return FAILED;
  const base = joinBases(operands, place, reader);
  if (base === "none") return { kind: "markers", markers: operands.flatMap(({ part }) => (part.kind === "markers" ? part.markers : [])) };
  if (base === null) return FAILED;
  const marked = applyAll(base, operands, place, reader);
  return marked === null ? FAILED : { kind: "value", value: marked };
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

function joinBases(operands: readonly Operand[], { source }: Place, reader: Reader): TypeReading | "none" | null {
  let base: TypeReading | "none" = "none";
  for (const { node, part } of operands) {
    if (part.kind !== "value" && part.kind !== "null") continue;
    const joined: TypeReading | null = part.kind === "null" ? null : base === "none" ? part.value : joinInt(base, part.value);
    if (joined === null) {
      const what = part.kind === "value" ? describeType(part.value.type) : "`null`";
      const help = "Keep one of the types; for object types, write all fields into one interface.";
      reader.reports.add("SPEC2006", { source, node }, `Only markers can be joined to a type with \`&\`, and ${what} is none.`, help);
      return null;
    }
    base = joined;
  }
  return base;
}

/** `number & Int`, in either order: the one pair of types that may be joined. */
function joinInt(first: TypeReading, second: TypeReading): TypeReading | null {
  const [one, two] = [first.type, second.type];
  if (one.kind !== "number" || two.kind !== "number" || one.integer === two.integer || first.nullable !== second.nullable) return null;
  const [plain, bounded] = isPlain(one) ? [one, two] : [two, one];
  const type: NumberType = { ...bounded, integer: true };
  if (!isPlain(plain) || isEmptyRange(type)) return null;
  return { ...first, type, index: first.index || second.index, unique: first.unique || second.unique };
}

function isPlain({ min, max }: NumberType): boolean {
  return min === null && max === null;
}
